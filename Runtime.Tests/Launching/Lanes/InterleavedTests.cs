using HmmGen.Base;
using HmmGen.Kernels;
using Xunit;

namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Elements beside each other, whose spans end with memory that may be read or with the last element that an item needs.</summary>
public sealed class InterleavedTests : IDisposable
{
    private static readonly int[] Sizes = [0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65];

    private readonly HmmDevice _device = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1, Testing = new() { Lanes = LaneUse.Always } });

    public void Dispose() => _device.Dispose();

    [Fact]
    public void Kernels_with_interleaved_elements_have_lanes()
    {
        KernelDescriptor[] kernels =
        [
            InterleavedKernels.TurnKernel.Descriptor, InterleavedKernels.WeighKernel.Descriptor, InterleavedKernels.MiddleKernel.Descriptor, InterleavedKernels.LeftKernel.Descriptor,
            InterleavedKernels.BeginKernel.Descriptor, InterleavedKernels.JoinKernel.Descriptor, InterleavedKernels.ShiftedKernel.Descriptor,
        ];
        Assert.All(kernels, static kernel => Assert.NotNull(kernel.Lanes));
    }

    [Fact]
    public void Elements_end_with_their_memory()
    {
        foreach (int size in Sizes)
        {
            Compare<float, float>(size, 2 * size, 0, (x, _) => InterleavedKernels.Turn(_device, size, 0.6f, 0.8f, x), (i, x, _) => InterleavedKernels.Turn(i, 0.6f, 0.8f, x.Span));
            Compare<float, float>(size, Math.Max(0, 4 * size - 1), size, (x, y) => InterleavedKernels.Weigh(_device, size, x, y), static (i, x, y) => InterleavedKernels.Weigh(i, x.Span, y.Span));
            Compare<int, int>(size, Math.Max(0, 3 * size - 1), size, (x, y) => InterleavedKernels.Middle(_device, size, x, y), static (i, x, y) => InterleavedKernels.Middle(i, x.Span, y.Span));
            Compare<double, double>(size, Math.Max(0, 2 * size - 1), size, (x, y) => InterleavedKernels.Left(_device, size, x, y), static (i, x, y) => InterleavedKernels.Left(i, x.Span, y.Span));
            Compare<long, long>(size, Math.Max(0, 4 * size - 2), size, (x, y) => InterleavedKernels.Begin(_device, size, x, y), static (i, x, y) => InterleavedKernels.Begin(i, x.Span, y.Span));
            Compare<double, double>(size, size, 3 * size, (x, y) => InterleavedKernels.Join(_device, size, x, x, y), static (i, x, y) => InterleavedKernels.Join(i, x.Span, x.Span, y.Span));
        }
    }

    /// <summary>An index that is no element, or wraps, fails at the item at which the method fails, and leaves what a launch without lanes leaves.</summary>
    /// <param name="ahead">How far from the first elements the first item begins.</param>
    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(80)]
    [InlineData(-80)]
    [InlineData(int.MaxValue / 2)]
    [InlineData(int.MinValue / 2)]
    [InlineData(int.MaxValue)]
    public void An_index_outside_fails_at_its_item(int ahead)
    {
        const int Count = 77;
        float[] ours = Numbers(2 * Count), theirs = [.. ours], scratch = [.. ours];
        long failed = -1;
        for (int i = 0; i < Count && failed < 0; i++)
        {
            try
            {
                InterleavedKernels.Shifted(i, ahead, scratch);
            }
            catch (IndexOutOfRangeException)
            {
                failed = i;
            }
        }

        HmmAccessException error = Assert.Throws<HmmAccessException>(() => InterleavedKernels.Shifted(_device, Count, ahead, ours));
        Assert.Equal([failed], error.WorkItem);
        using HmmDevice plain = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1, Testing = new() { Lanes = LaneUse.Never } });
        Assert.Equal(error.Message, Assert.Throws<HmmAccessException>(() => InterleavedKernels.Shifted(plain, Count, ahead, theirs)).Message);
        Assert.Equal(theirs, ours);
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(static i => i % 7 == 3 ? float.NaN : i % 5 == 1 ? -0f : i * 0.37f - 9)];

    // Both spans end where memory does.
    private static void Compare<TRead, TWritten>(
        int items, int read, int written, Action<Memory<TRead>, Memory<TWritten>> launch, Action<int, Memory<TRead>, Memory<TWritten>> item)
        where TRead : unmanaged
        where TWritten : unmanaged
    {
        using ByteMemory ourSource = ByteMemory.BeforeForbidden(), ourTarget = ByteMemory.BeforeForbidden(), theirSource = ByteMemory.BeforeForbidden(), theirTarget = ByteMemory.BeforeForbidden();
        foreach (ByteMemory source in (ByteMemory[])[ourSource, theirSource])
        {
            Random random = new(items);
            foreach (ref byte one in Bytes(source))
            {
                // No number of these bytes is NaN.
                one = (byte)random.Next(61);
            }
        }

        Memory<TRead> x = End<TRead>(ourSource, read), plain = End<TRead>(theirSource, read);
        Memory<TWritten> y = End<TWritten>(ourTarget, written), expected = End<TWritten>(theirTarget, written);
        launch(x, y);
        for (int i = 0; i < items; i++)
        {
            item(i, plain, expected);
        }

        Assert.True(Bytes(ourSource).SequenceEqual(Bytes(theirSource)));
        Assert.True(Bytes(ourTarget).SequenceEqual(Bytes(theirTarget)));
    }

    private static Span<byte> Bytes(ByteMemory memory) => memory.As<byte>(0, ByteMemory.PageBytes).Span;

    private static unsafe Memory<T> End<T>(ByteMemory memory, int length)
        where T : unmanaged
        => memory.As<T>(ByteMemory.PageBytes - length * sizeof(T), length);
}
