using HmmGen.Tests.Generated;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Data that the host and a device write in turn: it stays mapped for the host, and nothing is lost.</summary>
public sealed class ShuttleTests
{
    private const int Page = 1024;
    private const int Warming = 5;

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndPageSizes), MemberType = typeof(TransparentSpaces))]
    public void Data_that_goes_back_and_forth_causes_no_faults(HmmHostMode mode, int pageSize)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = pageSize });
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(1100 * Page + 7);
        Warm(device, array);
        HmmStatistics before = device.Statistics;
        for (int round = 0; round < 4; round++)
        {
            Round(device, array, round);
        }

        HmmStatistics moved = device.Statistics - before;
        Assert.Equal(0, moved.HostReadFaults + moved.HostWriteFaults);
        Assert.InRange(moved.BytesIn, 4 * array.Length * sizeof(int), 5 * array.Length * sizeof(int));
        Assert.Equal(HmmResidency.Absent, Assert.Single(array.Snapshot(device, HmmRange.All)).Residency);
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndPageSizes), MemberType = typeof(TransparentSpaces))]
    public void Data_that_the_host_writes_no_more_stays_on_the_device(HmmHostMode mode, int pageSize)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = pageSize });
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(1100 * Page);
        Warm(device, array);
        TransparentKernels.Add(device, array.Length, 1, array);
        TransparentKernels.Add(device, array.Length, 1, array);
        long bytesIn = device.Statistics.BytesIn;
        TransparentKernels.Add(device, array.Length, 1, array);
        Assert.Equal(0, device.Statistics.BytesIn - bytesIn);
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(array.AsReadOnlySpan()[0]));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Data_that_a_program_brings_to_a_device_beforehand_stays_there(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions());
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(600 * Page);
        Warm(device, array);
        array.AsSpan().Fill(3);
        array.Prefetch(device, HmmRange.All);
        long bytesIn = device.Statistics.BytesIn;
        TransparentKernels.Add(device, array.Length, 1, array);
        Assert.Equal(0, device.Statistics.BytesIn - bytesIn);
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(4));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void A_page_that_goes_back_and_forth_leaves_those_around_it_on_the_device(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = Page * sizeof(int) });
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmArray<int> array = space.Allocate<int>(1100 * Page);
        using HmmArray<int> other = space.Allocate<int>(1100 * Page);
        array.AsSpan().Fill(5);
        HmmStatistics before = device.Statistics;
        for (int round = 0; round < Warming + 4; round++)
        {
            before = round == Warming ? device.Statistics : before;
            array[3 * Page] = round;
            TransparentKernels.Copy(device, array.Length, array, other);
        }

        HmmStatistics moved = device.Statistics - before;
        Assert.Equal(0, moved.HostReadFaults + moved.HostWriteFaults);
        Assert.Equal(4 * Page * sizeof(int), moved.BytesIn);
        Assert.True(array.AsReadOnlySpan().SequenceEqual(other.AsReadOnlySpan()));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Pages_that_the_host_writes_here_and_there_stay_on_the_device(HmmHostMode mode)
    {
        const int Pages = 512;
        const int Rounds = 40;
        int seed = TestSeeds.First;
        Random random = new(seed);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = Page * sizeof(int) });
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmArray<int> array = space.Allocate<int>(Pages * Page);
        using HmmArray<int> other = space.Allocate<int>(Pages * Page);
        array.AsSpan().Fill(5);
        TransparentKernels.Copy(device, array.Length, array, other);
        long bytesIn = device.Statistics.BytesIn;
        for (int round = 0; round < Rounds; round++)
        {
            // In turn, so that no page is written in two rounds that follow each other.
            array[random.Next(Pages / 2) * 2 * Page + (round % 2 * Page)] = round;
            TransparentKernels.Copy(device, array.Length, array, other);
        }

        Assert.True(device.Statistics.BytesIn - bytesIn == Rounds * Page * sizeof(int), $"seed {seed}: {device.Statistics.BytesIn - bytesIn} bytes");
        Assert.True(array.AsReadOnlySpan().SequenceEqual(other.AsReadOnlySpan()));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndGates), MemberType = typeof(TransparentSpaces))]
    public void The_host_writes_elements_between_those_of_the_kernel(HmmHostMode mode, bool behind)
    {
        using GatedDevice gated = new(new SimulatedOptions { PageSize = 64 << 10, MaxDegreeOfParallelism = 1 });
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(100_000);
        Warm(gated.Device, array);
        long faults = gated.Device.Statistics.HostWriteFaults;
        Span<int> span = array.AsSpan();
        span.Fill(70_000);

        InterleavedWrites.Check(gated, array, behind);

        Assert.Equal(faults, gated.Device.Statistics.HostWriteFaults);
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndGates), MemberType = typeof(TransparentSpaces))]
    public void The_host_writes_bytes_beside_those_of_the_kernel(HmmHostMode mode, bool behind)
    {
        const int Own = 50_003;
        using GatedDevice gated = new();
        using HmmArray<byte> array = TransparentSpaces.Open(mode).Allocate<byte>(100_000);
        for (int round = 0; round < Warming; round++)
        {
            array.AsSpan().Fill((byte)round);
            TransparentKernels.AddBytes(gated.Device, array.Length, 1, array);
        }

        Span<byte> span = array.AsSpan();
        span.Fill(7);
        gated.Start(() => TransparentKernels.AddBytes(gated.Device, Own, 1, array), behind);
        span[Own..].Fill(9);
        Assert.True(gated.IsHeld);
        gated.LetGo();

        Assert.Equal(-1, span[..Own].IndexOfAnyExcept((byte)8));
        Assert.Equal(-1, span[Own..].IndexOfAnyExcept((byte)9));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void What_the_host_writes_to_a_page_that_is_pinned_during_a_launch_is_kept(HmmHostMode mode)
    {
        using GatedDevice gated = new(new SimulatedOptions { MaximumChunk = Page, MaxDegreeOfParallelism = 1 });
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(600 * Page);
        Warm(gated.Device, array);
        Span<int> span = array.AsSpan();
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = i;
        }

        // The first wave reads the second page and writes the first. The second wave writes the first half of the second page, which has been pinned by then.
        HmmPin<int>? pin = null;
        int waves = 0;
        gated.Run(
            () => TransparentKernels.Copy(gated.Device, Page + Page / 2, array.Slice(Page, 2 * Page), array),
            wave =>
            {
                waves = wave;
                if (wave == 1)
                {
                    pin = Task.Run(() => array.Pin((Page, Page + 1))).Result;
                }
                else
                {
                    array.AsSpan()[2 * Page - 1] = -7;
                }
            });
        pin!.Dispose();

        Assert.Equal(2, waves);
        for (int i = 0; i < span.Length; i++)
        {
            Assert.Equal(i == 2 * Page - 1 ? -7 : i < Page + Page / 2 ? i + Page : i, span[i]);
        }
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndPageSizes), MemberType = typeof(TransparentSpaces))]
    public void Each_page_is_compared_with_its_own_twin(HmmHostMode mode, int pageSize)
    {
        const int Values = 4;
        int seed = TestSeeds.First;
        Random random = new(seed);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = pageSize });
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(1100 * Page + 5);
        int[] expected = new int[array.Length];
        for (int round = 0; round < Warming + 4; round++)
        {
            // Few values, so that what a page becomes is what others were: compared with a twin of theirs, it would seem unchanged.
            for (int first = 0; first < expected.Length; first += Page)
            {
                expected.AsSpan(first, Math.Min(Page, expected.Length - first)).Fill(random.Next(Values));
            }

            array.CopyFrom(expected);
            int added = random.Next(1, Values);
            TransparentKernels.Add(device, array.Length, added, array);
            Add(expected, expected.Length, 1, added);
            Assert.True(array.AsReadOnlySpan().SequenceEqual(expected), $"seed {seed}, round {round}");
        }

        Assert.True(device.Statistics.BytesMerged > 0);
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndPageSizes), MemberType = typeof(TransparentSpaces))]
    public void Random_rounds_agree_with_a_plain_array(HmmHostMode mode, int pageSize)
    {
        const int Length = 1500 * Page + 3;
        int seed = TestSeeds.First;
        Random random = new(seed);
        using HmmDevice small = HmmDevice.Simulated(new SimulatedOptions { PageSize = pageSize, MemoryBudget = 8 << 20 });
        using HmmDevice large = HmmDevice.Simulated(new SimulatedOptions { PageSize = pageSize, Number = 1 });
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmArray<int> array = space.Allocate<int>(Length);
        using HmmArray<int> other = space.Allocate<int>(Length);
        int[] expected = new int[Length];
        int[] expectedOther = new int[Length];
        for (int round = 0; round < TestScale.Iterations(quick: 25, full: 40, @long: 2_000); round++)
        {
            HmmDevice device = random.Next(3) == 0 ? large : small;
            if (random.Next(8) != 0)
            {
                // Mostly all of it: then the array begins to shuttle.
                int end = random.Next(4) == 0 ? random.Next(Length) : Length;
                int value = random.Next();
                (random.Next(2) == 0 ? array.AsSpan(0, end) : array.AsSpanForOverwrite(0, end)).Fill(value);
                expected.AsSpan(0, end).Fill(value);
            }

            int count = random.Next(3) == 0 ? random.Next(1, Length / 2) : Length / 2;
            switch (random.Next(12))
            {
                case < 5:
                    TransparentKernels.Add(device, 2 * count, round, array);
                    Add(expected, 2 * count, 1, round);
                    break;
                case < 8:
                    TransparentKernels.AddToEven(device, count, round, array);
                    Add(expected, 2 * count, 2, round);
                    break;
                case < 10:
                    TransparentKernels.Copy(device, 2 * count, array, other);
                    expected.AsSpan(0, 2 * count).CopyTo(expectedOther);
                    break;
                case 10:
                    array.Prefetch(device, HmmRange.All);
                    break;
                default:
                    TransparentKernels.AddBytes(device, 8 * count, 1, array.Slice(0, Length).Cast<byte>());
                    foreach (ref byte value in System.Runtime.InteropServices.MemoryMarshal.AsBytes(expected.AsSpan())[..(8 * count)])
                    {
                        value++;
                    }

                    break;
            }

            bool isSame = array.AsReadOnlySpan().SequenceEqual(expected) && other.AsReadOnlySpan().SequenceEqual(expectedOther);
            Assert.True(isSame, $"seed {seed}, round {round}");
        }
    }

    /// <summary>Copies to and from a driver's device come and go with each launch, beside the host's pages.</summary>
    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Data_goes_back_and_forth_between_the_host_and_an_OpenCL_device(HmmHostMode mode)
    {
        using HmmDevice device = OtherDevices.RequireDriven().WithOptions(new HmmDeviceOptions { InPlace = false });
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(1100 * Page + 7);
        Warm(device, array);
        HmmStatistics before = device.Statistics;
        for (int round = 0; round < 4; round++)
        {
            Round(device, array, round);
        }

        HmmStatistics moved = device.Statistics - before;
        Assert.Equal(0, moved.HostReadFaults + moved.HostWriteFaults);
        Assert.Equal(HmmResidency.Absent, Assert.Single(array.Snapshot(device, HmmRange.All)).Residency);
        array.AsSpan()[1] = -5;
        TransparentKernels.AddToEven(device, array.Length / 2, 3, array);
        ReadOnlySpan<int> span = array.AsReadOnlySpan();
        for (int i = 0; i < span.Length; i++)
        {
            Assert.Equal(i == 1 ? -5 : 1003 + (i % 2 == 0 && i / 2 < array.Length / 2 ? 3 : 0), span[i]);
        }
    }

    private static void Add(int[] elements, int end, int step, int value)
    {
        for (int i = 0; i < end; i += step)
        {
            elements[i] += value;
        }
    }

    /// <summary>Goes back and forth until the array shuttles.</summary>
    private static void Warm(HmmDevice device, HmmArray<int> array)
    {
        for (int round = 0; round < Warming; round++)
        {
            Round(device, array, round);
        }
    }

    private static void Round(HmmDevice device, HmmArray<int> array, int round)
    {
        (round % 2 == 0 ? array.AsSpan() : array.AsSpanForOverwrite()).Fill(round);
        TransparentKernels.Add(device, array.Length, 1000, array);
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(round + 1000));
    }
}
