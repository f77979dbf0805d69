// Safety: pointers are those of pins that live until the end of each test, or of each step of a random program.
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Whole pages move. So a pinned element stays on the host also when other elements of its page are used.</summary>
public sealed unsafe class PinNeighbourTests(ITestOutputHelper output)
{
    private const int Page = 1024;

    /// <summary>All modes, each with a use and a page size of the device.</summary>
    public static TheoryData<HmmHostMode, HmmPrefetch, int> Prefetches { get; } = new MatrixTheoryData<HmmHostMode, HmmPrefetch, int>(
        [HmmHostMode.Transparent, HmmHostMode.TransparentUserMode, HmmHostMode.Scopes],
        [HmmPrefetch.ForReading, HmmPrefetch.ForWriting],
        [4 << 10, 64 << 10]);

    [Theory]
    [MemberData(nameof(Prefetches))]
    public void A_prefetch_of_other_elements_leaves_the_page_of_a_pin_on_the_host(HmmHostMode mode, HmmPrefetch use, int pageSize)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = pageSize });
        HmmSpace space = TransparentSpaces.Open(mode);
        int page = pageSize / sizeof(int);
        using HmmArray<int> array = space.Allocate<int>(3 * page);
        using HmmArray<int> copy = space.Allocate<int>(3 * page);
        array.Fill(1);
        using HmmPin<int> pin = array.Pin((page, page + 10));
        array.Prefetch(device, (page + 50, 3 * page), use);
        Assert.Equal([HmmResidency.Absent, HmmResidency.Absent, use == HmmPrefetch.ForWriting ? HmmResidency.Owned : HmmResidency.Shared], Residency());

        pin.Pointer[3] = 42;
        Assert.Equal((42, 42), (array[page + 3], pin.Pointer[3]));
        TransparentKernels.Copy(device, 3 * page, array, copy);
        Assert.Equal((42, 1, 1), (copy[page + 3], copy[page + 2], copy[^1]));

        IEnumerable<HmmResidency> Residency()
            => Enumerable.Range(0, 3).Select(number => array.Snapshot(device, (number * page, number * page + 1))[0].Residency);
    }

    [Fact]
    public void The_end_of_a_launch_takes_no_pinned_pages_from_another_device_that_uses_them()
    {
        using HmmDevice first = HmmDevice.Simulated();
        using HmmDevice second = HmmDevice.Simulated();
        HmmSpace space = new(HmmHostMode.Scopes);
        using HmmArray<int> array = space.Allocate<int>(2 * Page);
        using HmmArray<int> copy = space.Allocate<int>(2 * Page);
        array.Fill(7);
        using HmmPin<int> pin = array.Pin((0, 10));
        IReadOnlyList<HmmPageRun> during = [];
        first.Access(array, HmmAccess.Read, (_, _) =>
        {
            // Threads without the context of the callback, whose launches are not refused.
            Elsewhere(() => TransparentKernels.Copy(second, 2 * Page, array, copy));
            Elsewhere(() => during = array.Snapshot(first, HmmRange.All));
        });

        Assert.Equal(7, copy[5]);
        Assert.Equal(HmmResidency.Shared, Assert.Single(during).Residency);
        Assert.Equal([HmmResidency.Absent, HmmResidency.Shared], array.Snapshot(first, HmmRange.All).EachPage().Select(page => page.Residency));
        Assert.Equal([HmmResidency.Absent, HmmResidency.Shared], array.Snapshot(second, HmmRange.All).EachPage().Select(page => page.Residency));

        static void Elsewhere(Action action)
        {
            Thread thread = new(() => action());
            thread.UnsafeStart();
            Assert.True(thread.Join(TimeSpan.FromMinutes(1)));
        }
    }

    [Theory]
    [MemberData(nameof(PinTouchTests.Modes), MemberType = typeof(PinTouchTests))]
    public void A_launch_over_an_array_and_a_pointer_into_it_is_refused(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(3 * Page);
        using HmmPin<int> pin = array.Pin((Page, Page + 10));
        HmmBuffer<int> pointer = HmmBuffer<int>.FromPointer(pin.Pointer, 10);
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => TransparentKernels.Copy(device, 10, array.Slice(0, 10), pointer));
        Assert.StartsWith("TransparentKernels.Copy: 'target' is the address of memory of an HmmArray.", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => device.Access(
            HmmOperand.Read<int>(array), HmmOperand.Write<int>(pointer), (_, _, _) => Assert.Fail()));

        TransparentKernels.Add(HmmDevice.Host, 10, 3, pointer);
        Assert.Equal((3, 0), (array[Page + 9], array[Page + 10]));
    }

    [Fact]
    public void A_launch_over_a_pointer_to_pinned_elements_alone_is_one_more_use_of_them_in_scopes()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = new HmmSpace(HmmHostMode.Scopes).Allocate<int>(3 * Page);
        using HmmPin<int> pin = array.Pin((Page, Page + 10));
        for (int round = 1; round <= 3; round++)
        {
            array.Prefetch(device, HmmRange.All, HmmPrefetch.ForWriting);
            TransparentKernels.Add(device, 10, 2, HmmBuffer<int>.FromPointer(pin.Pointer, 10));
            TransparentKernels.Add(device, 3 * Page, 1, array);
            Assert.Equal((round, 3 * round, round), (array[Page - 1], array[Page + 9], array[Page + 10]));
        }
    }

    [Theory]
    [MemberData(nameof(PinTouchTests.Modes), MemberType = typeof(PinTouchTests))]
    public void Random_programs_lose_nothing_that_is_written_through_pins(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        int count = TestScale.Iterations(20, 100, 2000);
        for (int seed = 1; seed <= count; seed++)
        {
            Run(space, seed);
        }

        output.WriteLine($"seeds 1 to {count}");
    }

    private static void Run(HmmSpace space, int seed)
    {
        Random random = new(seed);
        int pages = random.Next(1, 12);
        int length = pages * Page - random.Next(Page);
        using HmmDevice roomy = HmmDevice.Simulated(new SimulatedOptions { PageSize = (4 << 10) << random.Next(3) });
        using HmmDevice small = HmmDevice.Simulated(
            new SimulatedOptions { MemoryBudget = random.Next(4, 12) << 12, RandomEvictions = random.Next(2) == 0 ? seed : null });
        HmmDevice[] devices = [roomy, small, HmmDevice.Host];
        using HmmArray<int> array = space.Allocate<int>(length);
        int[] expected = new int[length];
        List<(HmmPin<int> Pin, int Start)> pins = [];
        for (int step = 0; step < 40; step++)
        {
            int start = random.Next(length);
            int end = random.Next(start, Math.Min(length, start + random.Next(1, 3 * Page))) + 1;
            int value = random.Next(1000);
            HmmDevice device = devices[random.Next(devices.Length)];
            Span<int> part = expected.AsSpan(start, end - start);
            int operation = random.Next(10);
            switch (operation)
            {
                case 0:
                    pins.Add((array.Pin((start, end)), start));
                    break;
                case 1 when pins.Count > 0:
                    int ended = random.Next(pins.Count);
                    pins[ended].Pin.Dispose();
                    pins.RemoveAt(ended);
                    break;
                case 2 or 3:
                    array.Prefetch(device, (start, end), value % 2 == 0 ? HmmPrefetch.ForReading : HmmPrefetch.ForWriting);
                    break;
                case 4:
                    TransparentKernels.Add(device, end - start, value, array.Slice(start, end - start));
                    Add(part, value);
                    break;
                case 5:
                    device.Access(array.Slice(start, 1), HmmAccess.ReadWrite, (address, _) => address.AsSpan<int>()[0] += value);
                    expected[start] += value;
                    break;
                case 6:
                    array.Slice(start, end - start).Fill(value);
                    part.Fill(value);
                    break;
                case 7:
                    array.Discard((start, end));
                    part.Clear();
                    break;
                case 8:
                    array[start] = expected[start] = value;
                    break;
                default:
                    device.Trim();
                    break;
            }

            foreach ((HmmPin<int> pin, int first) in pins)
            {
                int changed = random.Next((int)pin.Length);
                string place = $"Seed {seed}, step {step}, operation {operation}, element {first + changed}";
                Assert.True(expected[first + changed] == pin.Pointer[changed], place);
                pin.Pointer[changed] = expected[first + changed] = random.Next();
                Assert.True(expected[first + changed] == array[first + changed], place);
            }
        }

        Assert.True(array.AsReadOnlySpan().SequenceEqual(expected), $"Seed {seed}, at the end");
        pins.ForEach(static pinned => pinned.Pin.Dispose());
    }

    private static void Add(Span<int> elements, int value)
    {
        foreach (ref int element in elements)
        {
            element += value;
        }
    }
}
