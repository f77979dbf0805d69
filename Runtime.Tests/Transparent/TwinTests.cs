using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>The host touches what a kernel works on: it waits for nothing, and nothing is lost.</summary>
public sealed class TwinTests(ITestOutputHelper output)
{
    private const int Page = 1024;

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndGates), MemberType = typeof(TransparentSpaces))]
    public void Host_and_kernel_write_halves_of_a_page(HmmHostMode mode, bool behind)
    {
        using GatedDevice gated = new();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(4 * Page);
        Span<int> span = array.AsSpan();
        span.Fill(7);

        gated.Start(() => TransparentKernels.Add(gated.Device, HmmExtent.Range(0, 2 * Page + Page / 2), 1000, array), behind);
        span[(2 * Page + Page / 2)..(3 * Page)].Fill(0x01020304);
        span[3 * Page] = -3;
        Assert.True(gated.IsHeld);
        gated.LetGo();

        Assert.Equal(-1, span[..(2 * Page + Page / 2)].IndexOfAnyExcept(1007));
        Assert.Equal(-1, span[(2 * Page + Page / 2)..(3 * Page)].IndexOfAnyExcept(0x01020304));
        Assert.Equal([-3, 7], span.Slice(3 * Page, 2).ToArray());
        Assert.Equal(1, gated.Device.Statistics.Twins);

        // Behind the kernel the host's copy has all that it wrote.
        Assert.InRange(gated.Device.Statistics.BytesMerged, behind ? 0 : 1, behind ? 0 : 2 * Page);
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndGates), MemberType = typeof(TransparentSpaces))]
    public void Host_and_kernel_write_elements_in_turn(HmmHostMode mode, bool behind)
    {
        using GatedDevice gated = new(new SimulatedOptions { PageSize = 64 << 10, MaxDegreeOfParallelism = 1 });
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(100_000);
        Span<int> span = array.AsSpan();
        span.Fill(70_000);

        InterleavedWrites.Check(gated, array, behind);

        Assert.Equal(7, gated.Device.Statistics.Twins);
        TransparentKernels.Add(gated.Device, 100_000, 1, array);
        Assert.Equal([1_070_001, 70_000], span[..2].ToArray());
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndGates), MemberType = typeof(TransparentSpaces))]
    public void A_host_that_reads_during_a_wave_sees_the_new_values_later(HmmHostMode mode, bool behind)
    {
        using GatedDevice gated = new();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(4 * Page);
        Span<int> span = array.AsSpan();
        span.Fill(7);

        gated.Start(() => TransparentKernels.Add(gated.Device, 4 * Page, 1000, array), behind);
        int during = span[Page + 5];
        Assert.True(gated.IsHeld);
        gated.LetGo();

        Assert.True(behind ? during is 7 or 1007 : during == 7);
        Assert.Equal(-1, span.IndexOfAnyExcept(1007));
        Assert.Equal(0, gated.Device.Statistics.Twins);
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndGates), MemberType = typeof(TransparentSpaces))]
    public void A_host_that_reads_and_then_writes_during_a_wave_loses_nothing(HmmHostMode mode, bool behind)
    {
        using GatedDevice gated = new();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(2 * Page);
        Span<int> span = array.AsSpan();
        span.Fill(7);

        gated.Start(() => TransparentKernels.AddToEven(gated.Device, Page, 1000, array), behind);
        int during = span[5];
        span[7] += during;
        Assert.True(gated.IsHeld);
        gated.LetGo();

        Assert.Equal([1007, 7, 1007, 7, 1007, 7, 1007, 14, 1007], span[..9].ToArray());
        Assert.Equal(1, gated.Device.Statistics.Twins);
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndGates), MemberType = typeof(TransparentSpaces))]
    public void A_host_write_to_what_the_kernel_only_reads_is_seen_by_the_next_launch(HmmHostMode mode, bool behind)
    {
        using GatedDevice gated = new();
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmArray<int> source = space.Allocate<int>(4 * Page);
        using HmmArray<int> target = space.Allocate<int>(4 * Page);
        Span<int> span = source.AsSpan();
        Span<int> copied = target.AsSpan();
        span.Fill(7);

        gated.Start(() => TransparentKernels.Copy(gated.Device, 4 * Page, source, target), behind);
        span[Page + 5] = 8;
        Assert.True(gated.IsHeld);
        gated.LetGo();

        Assert.Equal(7, copied[Page + 5]);
        Assert.Equal(8, span[Page + 5]);
        Assert.Equal(
            [HmmResidency.Shared, HmmResidency.Absent, HmmResidency.Shared, HmmResidency.Shared],
            source.Snapshot(gated.Device, HmmRange.All).EachPage().Select(page => page.Residency));
        TransparentKernels.Copy(gated.Device, 4 * Page, source, target);
        Assert.Equal([7, 8, 7], copied.Slice(Page + 4, 3).ToArray());
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndGates), MemberType = typeof(TransparentSpaces))]
    public void Of_pages_that_a_launch_overwrites_the_host_reads_old_values_until_it_ends(HmmHostMode mode, bool behind)
    {
        using GatedDevice gated = new();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(8 * Page);
        Span<int> span = array.AsSpan();
        span.Fill(7);

        gated.Start(() => TransparentKernels.Fill(gated.Device, 8 * Page, 9, array), behind);
        int odd = span[..(4 * Page)].IndexOfAnyExcept(7);
        Assert.True(gated.IsHeld);
        gated.LetGo();

        Assert.Equal(-1, odd);
        Assert.Equal(0, gated.Device.Statistics.BytesIn);
        Assert.Equal(-1, span.IndexOfAnyExcept(9));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndGates), MemberType = typeof(TransparentSpaces))]
    public void A_launch_of_several_waves_keeps_what_the_host_wrote_in_the_first(HmmHostMode mode, bool behind)
    {
        using GatedDevice gated = new(new SimulatedOptions { MaximumChunk = 700, MaxDegreeOfParallelism = 1, MemoryBudget = 3 * 4096 });
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(8 * Page);
        Span<int> span = array.AsSpan();
        span.Fill(7);

        gated.Start(() => TransparentKernels.AddToEven(gated.Device, 4 * Page, 1000, array), behind);
        for (int i = 1; i < span.Length; i += 2)
        {
            span[i] = i;
        }

        Assert.True(gated.IsHeld);
        gated.LetGo();

        for (int i = 0; i < span.Length; i++)
        {
            Assert.Equal(i % 2 == 0 ? 1007 : i, span[i]);
        }
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndGates), MemberType = typeof(TransparentSpaces))]
    public void A_kernel_that_fails_leaves_what_the_host_wrote(HmmHostMode mode, bool behind)
    {
        using GatedDevice gated = new();
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmArray<int> divisors = space.Allocate<int>(2 * Page);
        using HmmArray<int> array = space.Allocate<int>(2 * Page);
        divisors.AsSpan().Fill(2);
        Span<int> span = array.AsSpan();
        span.Fill(70);
        divisors[300] = 0;

        gated.Start(
            () => Assert.Throws<DivideByZeroException>(() => TransparentKernels.Divide(gated.Device, 500, divisors, array)), behind);
        span[600] = 77;
        divisors.AsSpan()[301] = 5;
        Assert.True(gated.IsHeld);
        gated.LetGo();

        Assert.Equal([70, 77, 70], span.Slice(599, 3).ToArray());
        Assert.All(span[..500].ToArray(), value => Assert.True(value is 70 or 35));
        Assert.Equal(70, span[300]);
        Assert.Equal([0, 5], divisors.AsSpan(300, 2).ToArray());
    }

    /// <summary>
    /// No plan names the pages, and all are there when a launch begins. What the host has written leaves after each chunk, so the next one has to bring it again.
    /// </summary>
    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndPageSizes), MemberType = typeof(TransparentSpaces))]
    public void Chunks_whose_pages_only_data_tell_find_what_the_host_wrote_meanwhile(HmmHostMode mode, int pageSize)
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        using GatedDevice gated = new(new SimulatedOptions { PageSize = pageSize, MaximumChunk = 3000, MaxDegreeOfParallelism = 1 });
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(60_000);
        Span<int> span = array.AsSpan();
        int[] places = [.. Enumerable.Range(0, 30_000).Select(static i => 2 * i)], written = new int[30_000];
        random.Shuffle(places);
        int launched = 0, waves = 0;
        for (int launch = 0; launch < 12; launch++)
        {
            int value = random.Next(1, 1000);
            launched += value;
            gated.Run(
                () => ScatterKernels.AddAt(gated.Device, places.Length, value, places, array),
                _ =>
                {
                    waves++;
                    for (int count = launch % 3 == 0 ? 0 : random.Next(20); count > 0; count--)
                    {
                        int odd = random.Next(written.Length);
                        written[odd]++;
                        array.AsSpan()[2 * odd + 1]++;
                    }
                });
        }

        int[] found = span.ToArray();
        Assert.True(waves >= 12 * 10, $"{waves} waves");
        for (int i = 0; i < written.Length; i++)
        {
            Assert.True(found[2 * i] == launched && found[2 * i + 1] == written[i], $"element {2 * i}: {found[2 * i]}, {found[2 * i + 1]}; seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndGates), MemberType = typeof(TransparentSpaces))]
    public void A_device_that_fails_while_it_overwrites_leaves_the_hosts_values(HmmHostMode mode, bool behind)
    {
        using GatedDevice gated = new();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(4 * Page);
        Span<int> span = array.AsSpan();
        span.Fill(7);

        gated.Start(
            () => Assert.Throws<HmmDeviceException>(() => TransparentKernels.Fill(gated.Device, 4 * Page, 9, array)),
            behind,
            new HmmDeviceException("the test asked for it"));
        span[Page + 1] = 70;
        int during = span[2 * Page];
        Assert.True(gated.IsHeld);
        gated.LetGo();

        Assert.Equal(7, during);
        Assert.Equal([7, 70, 7], span.Slice(Page, 3).ToArray());
        Assert.Equal(4 * Page - 1, span.Count(7));
        TransparentKernels.Fill(gated.Device, 4 * Page, 9, array);
        Assert.Equal(-1, span.IndexOfAnyExcept(9));
    }
}
