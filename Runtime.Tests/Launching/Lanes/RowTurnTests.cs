using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Tests.Shared;
using Xunit;
using static HmmGen.Tests.Launching.Lanes.RowAnswers;

namespace HmmGen.Tests.Launching.Lanes;

/// <summary>
/// Items that walk along rows by several elements a turn give the same as one after another, for rows and numbers of items of any size, and where memory ends
/// with the last element.
/// </summary>
public sealed class RowTurnTests(ITestOutputHelper output) : IDisposable
{
    private readonly HmmDevice _device = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1, Testing = new() { Lanes = LaneUse.Always } });

    public void Dispose() => _device.Dispose();

    [Fact]
    public void Kernels_with_turns_have_lanes()
    {
        KernelDescriptor[] kernels =
        [
            RowTurnKernels.UnrolledKernel.Descriptor, RowTurnKernels.SlicedKernel.Descriptor, RowTurnKernels.SomeKernel.Descriptor, RowTurnKernels.EachKernel.Descriptor,
            RowTurnKernels.ColorsKernel.Descriptor, RowTurnKernels.LengthsKernel.Descriptor, RowTurnKernels.PointsKernel.Descriptor,
            RowTurnKernels.MembersKernel.Descriptor,
        ];
        Assert.All(kernels, static kernel => Assert.NotNull(kernel.Lanes));
        Assert.True(RowTurnKernels.UnrolledKernel.Descriptor.Lanes is { IsWide: true });
    }

    [Fact]
    public void Rows_of_any_width_give_the_same()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int run = 0; run < TestScale.Iterations(60, 100, 2000); run++)
        {
            Compare(random, random.Next(1, 42), run < 42 ? run : random.Next(300));
        }
    }

    /// <summary>All of these fit the page in front of one that may not be read.</summary>
    [Fact]
    public void Rows_end_with_their_memory()
    {
        foreach (int n in new[] { 8, 9, 16, 17 })
        {
            for (int width = 1; width <= ByteMemory.PageBytes / (n * Unsafe.SizeOf<RowTurnKernels.Point>()); width++)
            {
                Compare(new Random(width), n, width);
            }
        }
    }

    private void Compare(Random random, int n, int width)
    {
        int all = n * width;
        float[] point = Numbers(random, width), rows = Numbers(random, all), threes = Numbers(random, 3 * all);
        Same(rows, new float[n], (x, to) => RowTurnKernels.Unrolled(_device, n, width, x, point, to), (i, x, to) => RowTurnKernels.Unrolled(i, width, x, point, to));
        Same(rows, new float[n], (x, to) => RowTurnKernels.Sliced(_device, n, width, x, point, to), (i, x, to) => RowTurnKernels.Sliced(i, width, x, point, to));
        Same(rows, new float[n], (x, to) => RowTurnKernels.Some(_device, n, width, x, to), (i, x, to) => RowTurnKernels.Some(i, width, x, to));
        double[] wide = [.. rows.Select(static x => x / 3.0)];
        Same(wide, new double[n], (x, to) => RowTurnKernels.Each(_device, n, width, x, to), (i, x, to) => RowTurnKernels.Each(i, width, x, to));
        Same(Bits<byte>(random, 3 * all), new int[n], (x, to) => RowTurnKernels.Colors(_device, n, width, x, to), (i, x, to) => RowTurnKernels.Colors(i, width, x, to));
        Same(threes, new float[all], (x, to) => RowTurnKernels.Lengths(_device, n, width, x, to), (i, x, to) => RowTurnKernels.Lengths(i, width, x, to), n);
        RowTurnKernels.Point[] points = [.. MemoryMarshal.Cast<float, RowTurnKernels.Point>(threes)];
        Same(points, new float[n], (x, to) => RowTurnKernels.Points(_device, n, width, x, point, to), (i, x, to) => RowTurnKernels.Points(i, width, x, point, to));
        RowTurnKernels.Tagged[] tagged = [.. points.Select(static one => new RowTurnKernels.Tagged { Tag = (int)one.X, Value = new() { X = one.Y, Y = one.Z } })];
        Same(tagged, new float[n], (x, to) => RowTurnKernels.Members(_device, n, width, x, to), (i, x, to) => RowTurnKernels.Members(i, width, x, to));
    }

    // Over an array, and over memory that ends where no byte may be read.
    private static void Same<T, TResult>(T[] rows, TResult[] start, Action<Memory<T>, TResult[]> launch, Action<int, T[], TResult[]> item, int items = -1)
        where T : unmanaged
        where TResult : unmanaged, INumberBase<TResult>
    {
        RowAnswers.Same(start, to => launch(rows, to), (i, to) => item(i, rows, to), items);
        int bytes = rows.Length * Unsafe.SizeOf<T>();
        if (OperatingSystem.IsLinux() && bytes is > 0 and <= ByteMemory.PageBytes)
        {
            using ByteMemory memory = ByteMemory.BeforeForbidden();
            Memory<T> last = memory.As<T>(ByteMemory.PageBytes - bytes, rows.Length);
            rows.CopyTo(last);
            RowAnswers.Same(start, to => launch(last, to), (i, to) => item(i, rows, to), items);
        }
    }
}
