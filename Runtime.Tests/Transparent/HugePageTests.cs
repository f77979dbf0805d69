using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Arrays in huge pages of the host: the pages are huge, and everything is as in small ones. Where the system has none, the tests are skipped.</summary>
public sealed class HugePageTests
{
    /// <summary>Two huge pages and a part of a third.</summary>
    private const int Count = 5 << 18;

    private const int Huge = 2 << 18;

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void The_memory_is_zero_and_huge(HmmHostMode mode)
    {
        using HmmArray<int> array = Allocate<int>(mode, Count);

        AssertHuge(3, array);
        AssertHuge(1, array.Slice(Huge, Huge));
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(0));
        unsafe
        {
            using HmmPin<int> pin = array.Pin();
            Assert.Equal(0, (nint)pin.Pointer % (2 << 20));
        }
    }

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void Small_pages_are_the_default(HmmHostMode mode)
    {
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(Count, HmmPages.Default);

        AssertHuge(0, array);
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndPageSizes), MemberType = typeof(TransparentSpaces))]
    public void Host_and_device_take_turns_in_parts_of_a_huge_page(HmmHostMode mode, int pageSize)
        => TakeTurns(mode, new SimulatedOptions { PageSize = pageSize, MaxDegreeOfParallelism = 1 });

    [Fact]
    public void Host_and_device_take_turns_in_scopes() => TakeTurns(HmmHostMode.Scopes, new SimulatedOptions { MaxDegreeOfParallelism = 1 });

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void More_than_a_device_holds_goes_there_and_back(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 100 * 4096, RandomEvictions = 3, MaxDegreeOfParallelism = 1 });
        using HmmArray<int> array = Allocate<int>(mode, Count);
        for (int round = 1; round <= 2; round++)
        {
            TransparentKernels.Add(device, Count, 1, array);
        }

        Assert.True(device.Statistics.Evictions > 100);
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(2));
        AssertHuge(3, array);
    }

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void What_is_discarded_is_zero_and_its_neighbours_are_not(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = Allocate<int>(mode, Count);
        Ops.Fill(device, Count, 7, array);

        array.Discard((5000, 20_000));

        Assert.Equal([7, 0], array.AsReadOnlySpan(4999, 2).ToArray());
        Assert.Equal([0, 7], array.AsReadOnlySpan(19_999, 2).ToArray());
        Assert.Equal(-1, array.AsReadOnlySpan(5000, 15_000).IndexOfAnyExcept(0));
        TransparentKernels.Add(device, Count, 1, array);
        Assert.Equal([8, 1], array.AsReadOnlySpan(4999, 2).ToArray());
        Assert.Equal(-1, array.AsReadOnlySpan(20_000, Count - 20_000).IndexOfAnyExcept(8));
    }

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void A_stale_span_reads_zeros_and_the_memory_is_given_back(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        HmmArray<int> array = Allocate<int>(mode, Count);
        TransparentKernels.Add(device, Count, 5, array);
        Span<int> span = array.AsSpan();
        Assert.Equal(5, span[Huge + 1]);

        array.Dispose();

        Assert.Equal(-1, span.IndexOfAnyExcept(0));
        span[Huge + 1] = 3;
        Assert.Equal(3, span[Huge + 1]);
        Assert.Throws<ObjectDisposedException>(() => array.CountHugePages());

        // What lies there next is not affected.
        using HmmArray<int> next = Allocate<int>(mode, Count);
        Assert.Equal(-1, next.AsReadOnlySpan().IndexOfAnyExcept(0));
    }

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void Outside_the_heap_it_is_the_same(HmmHostMode mode)
    {
        TransparentSpaces.Open(mode);
        HmmSpace space = new(mode) { LargestOnHeap = 0 };
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = Allocate<int>(space, Count);
        Span<int> span = array.AsSpan();
        span.Fill(1);
        TransparentKernels.Add(device, Count, 2, array);

        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(3));
        AssertHuge(3, array);
        array.Dispose();
        Assert.Equal(-1, span.IndexOfAnyExcept(0));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Host_and_kernel_write_a_huge_page_at_a_time(HmmHostMode mode)
    {
        using GatedDevice gated = new();
        using HmmArray<int> array = Allocate<int>(mode, Count);
        Span<int> span = array.AsSpan();

        gated.Start(() => TransparentKernels.AddToEven(gated.Device, 3000, 10, array), behind: false);
        span[1] = -1;
        span[5001] = -2;
        span[Huge + 1] = -3;
        gated.LetGo();

        Assert.Equal([10, -1, 10, -2, 10, 0, 0, -3], [span[0], span[1], span[2], span[5001], span[5998], span[5999], span[6000], span[Huge + 1]]);
    }

    [Fact]
    public void Where_the_system_makes_none_the_exception_says_what_to_do()
    {
        foreach (HmmHostMode mode in ElementsTests.Modes.Select(row => row.Data))
        {
            ChildProcess child = ChildProcess.Run("no-huge-pages", mode);
            Assert.SkipWhen(child.ExitCode == ChildProcess.ModeMissing, child.Output);
            Assert.Equal(("", 0), (child.Error, child.ExitCode));
        }
    }

    private static void TakeTurns(HmmHostMode mode, SimulatedOptions options)
    {
        using HmmDevice device = HmmDevice.Simulated(options);
        using HmmArray<int> array = Allocate<int>(mode, Count);
        int[] expected = new int[Count];
        Random random = new(7);
        for (int round = 0; round < 40; round++)
        {
            int first = random.Next(Count - 10);
            int end = Math.Min(Count, first + random.Next(1, 5000));
            TransparentKernels.Add(device, HmmExtent.Range(first, end), round, array);
            for (int i = first; i < end; i++)
            {
                expected[i] += round;
            }

            int place = random.Next(Count);
            expected[place] = -round;
            array[place] = -round;
            int looked = random.Next(first, end);
            Assert.Equal(expected[looked], array[looked]);
        }

        Assert.True(array.AsReadOnlySpan().SequenceEqual(expected));
        AssertHuge(3, array);
    }

    private static HmmArray<T> Allocate<T>(HmmHostMode mode, long length) where T : unmanaged => Allocate<T>(TransparentSpaces.Open(mode), length);

    private static HmmArray<T> Allocate<T>(HmmSpace space, long length) where T : unmanaged
    {
        try
        {
            return space.Allocate<T>(length, HmmPages.Huge);
        }
        catch (Exception reason) when (reason is PlatformNotSupportedException or HmmOutOfMemoryException)
        {
            Assert.Skip(reason.Message);
            throw;
        }
    }

    private static void AssertHuge<T>(long expected, HmmArray<T> array) where T : unmanaged
    {
        long? pages = array.CountHugePages();
        Assert.SkipWhen(pages is null, "the kernel cannot tell which pages are huge: Linux 6.7 can");
        Assert.Equal(expected, pages);
    }
}
