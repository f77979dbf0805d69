using System.Runtime.CompilerServices;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Lifetimes;

/// <summary>Memory that is not on the collected heap: kept for its spans until the array is disposed of, and no longer than the array when there are none.</summary>
public sealed class PlainMemoryTests
{
    private const int Length = 100_000;

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void A_span_keeps_its_values_without_the_array(HmmHostMode mode)
    {
        Span<int> span = Open(mode).Allocate<int>(Length).AsSpan();
        span.Fill(7);
        Collect();

        Assert.Equal(-1, span.IndexOfAnyExcept(7));
    }

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void A_span_over_an_array_that_was_disposed_of_reads_zeros(HmmHostMode mode)
    {
        HmmArray<int> array = Open(mode).Allocate<int>(Length);
        Span<int> span = array.AsSpan();
        span.Fill(7);
        array.Dispose();

        Assert.Equal(-1, span.IndexOfAnyExcept(0));
    }

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void An_array_without_spans_is_collected(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        Use(Open(mode), device);
        Collect();

        Assert.Equal(0, device.Session.Memory.MirrorCount);
    }

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void A_limit_that_is_set_later_is_for_later_arrays(HmmHostMode mode)
    {
        const long Bytes = 16 << 20;
        HmmSpace space = Open(mode);

        Assert.InRange(HeapBytesOf(space, Bytes), 0, Bytes / 2);
        space.LargestOnHeap = Bytes;
        Assert.InRange(HeapBytesOf(space, Bytes), Bytes, 2 * Bytes);
        Assert.InRange(HeapBytesOf(space, Bytes + 1), 0, Bytes / 2);
    }

    [Fact]
    public void A_span_over_a_file_that_is_no_longer_mapped_reads_zeros()
    {
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, [.. Enumerable.Repeat((byte)1, 10_000)]);
        HmmArray<byte> map = HmmSpace.Shared.MapFile<byte>(path, FileAccess.Read, offset: 5000);
        ReadOnlySpan<byte> span = map.AsReadOnlySpan();
        Assert.Equal(-1, span.IndexOfAnyExcept((byte)1));
        map.Dispose();

        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere nothing can be put in place of a file");
        Assert.Equal(-1, span.IndexOfAnyExcept((byte)0));
        File.Delete(path);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Use(HmmSpace space, HmmDevice device)
    {
        HmmArray<int> array = space.Allocate<int>(Length);
        TransparentKernels.Add(device, Length, 3, array);
        Assert.Equal(3, array[5]);
        Assert.Equal(1, device.Session.Memory.MirrorCount);
    }

    private static long HeapBytesOf(HmmSpace space, long bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        using HmmArray<byte> array = space.Allocate<byte>(bytes);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static HmmSpace Open(HmmHostMode mode)
    {
        try
        {
            return new HmmSpace(mode) { LargestOnHeap = 0 };
        }
        catch (PlatformNotSupportedException reason)
        {
            Assert.Skip(reason.Message);
            throw;
        }
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
