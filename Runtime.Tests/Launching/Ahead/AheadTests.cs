// Safety: the mirror lives while its device and its array do.
using HmmGen.Base;
using HmmGen.Coherence;
using HmmGen.Launching.Ahead;
using HmmGen.Paging;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching.Ahead;

/// <summary>Pages come for a chunk while the chunk before it runs, and whatever happens meanwhile, a launch means the same.</summary>
public sealed class AheadTests
{
    private const int Page = 1024;
    private const int Pages = 16;

    /// <summary>Items of a chunk: two pages of each array.</summary>
    private const int Chunk = 2 * Page;

    /// <summary>Pages of each array in an eighth of 512 frames.</summary>
    private const int LargeChunk = 32;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void Pages_of_the_next_chunk_come_before_a_chunk_has_run()
    {
        using GatedDevice gated = new(Options(OverlapKind.Always));
        using HmmArray<int> source = Filled(HmmSpace.Shared);
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(source.Length);

        gated.Start(() => TransparentKernels.Copy(gated.Device, source.Length, source, target), behind: false);
        WaitFor(gated, source);
        Assert.Equal(4, Resident(gated.Device, target));
        gated.LetGo();

        Assert.True(target.AsReadOnlySpan().SequenceEqual(source.AsReadOnlySpan()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_page_comes_ahead_where_it_must_not_or_does_not_pay(bool mayCome)
    {
        using GatedDevice gated = new(Options(mayCome ? OverlapKind.WhereItPays : OverlapKind.Never));
        TryBeside(gated.Device, AheadChoice.StepsInRow);
        using HmmArray<int> source = Filled(HmmSpace.Shared);
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(source.Length);
        gated.Start(() => TransparentKernels.Copy(gated.Device, source.Length, source, target), behind: true);
        Thread.Sleep(50);
        Assert.Equal(2, Resident(gated.Device, source));
        gated.LetGo();
        Assert.True(target.AsReadOnlySpan().SequenceEqual(source.AsReadOnlySpan()));
    }

    /// <summary>Large chunks come beside the one before them in the second row of a trial, and not in the first.</summary>
    /// <param name="tried">The steps of the trial before the launch.</param>
    /// <param name="resident">The pages that are there while the first chunk runs.</param>
    [Theory]
    [InlineData(0, LargeChunk)]
    [InlineData(AheadChoice.StepsInRow - 1, LargeChunk)]
    [InlineData(AheadChoice.StepsInRow, 2 * LargeChunk)]
    public void The_choice_decides_where_nothing_else_does(int tried, int resident)
    {
        const int Length = 16 * LargeChunk * Page;
        using GatedDevice gated = new(LargeOptions(OverlapKind.WhereItPays));
        TryBeside(gated.Device, tried);
        using HmmArray<int> source = HmmSpace.Shared.Allocate<int>(Length), target = HmmSpace.Shared.Allocate<int>(Length);
        source.CopyFrom([.. Enumerable.Range(0, Length).Select(Value)]);
        gated.Start(() => TransparentKernels.Copy(gated.Device, Length, source, target), behind: resident == LargeChunk);
        WaitFor(gated, source, resident);
        Thread.Sleep(resident == LargeChunk ? 50 : 0);
        Assert.Equal(resident, Resident(gated.Device, source));
        gated.LetGo();
        Assert.True(target.AsReadOnlySpan().SequenceEqual(source.AsReadOnlySpan()));
    }

    /// <summary>A chunk and the pages of the next one are a step, whichever way they come. The last chunk has none.</summary>
    /// <param name="overlap">How pages come.</param>
    /// <param name="launches">The launches, of 16 chunks each.</param>
    /// <param name="isBeside">What the choice says after them.</param>
    [Theory]
    [InlineData(OverlapKind.WhereItPays, 0, false)]
    [InlineData(OverlapKind.WhereItPays, 1, true)]
    [InlineData(OverlapKind.Always, 1, false)]
    [InlineData(OverlapKind.Never, 1, false)]
    internal void Launches_note_their_steps(OverlapKind overlap, int launches, bool isBeside)
    {
        const int Length = 16 * LargeChunk * Page;
        using HmmDevice device = HmmDevice.Simulated(LargeOptions(overlap));
        using HmmArray<int> source = HmmSpace.Shared.Allocate<int>(Length), target = HmmSpace.Shared.Allocate<int>(Length);
        for (int launch = 0; launch < launches; launch++)
        {
            TransparentKernels.Copy(device, Length, source, target);
        }

        Assert.Equal(isBeside, device.Session.AheadChoices.Of(TransparentKernels.CopyKernel.Descriptor).IsBeside);
    }

    /// <summary>Chunks of a third of the device and less leave room for the next one; larger ones take turns with their copies.</summary>
    [Theory]
    [InlineData(12, 4)]
    [InlineData(11, 2)]
    public void Two_chunks_and_a_third_of_the_device_have_to_fit(int frames, int resident)
    {
        using GatedDevice gated = new(Options(OverlapKind.Always) with { MemoryBudget = frames << 12 });
        using HmmArray<int> source = Filled(HmmSpace.Shared);
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(source.Length);
        gated.Start(() => TransparentKernels.Copy(gated.Device, source.Length, source, target), behind: true);
        SpinWait.SpinUntil(() => Resident(gated.Device, source) == resident, Patience);
        Assert.Equal(resident, Resident(gated.Device, source));
        gated.LetGo();
        Assert.True(target.AsReadOnlySpan().SequenceEqual(source.AsReadOnlySpan()));
    }

    /// <summary>The device is full of written pages, so those that come ahead push others out: never those of the chunk that is about to run.</summary>
    [Fact]
    public void The_running_chunk_keeps_its_frames_and_written_pages_go_home_meanwhile()
    {
        using GatedDevice gated = new(Options(OverlapKind.Always) with { MemoryBudget = 12 << 12 });
        using HmmArray<int> other = HmmSpace.Shared.Allocate<int>(12 * Page);
        using HmmArray<int> source = Filled(HmmSpace.Shared);
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(source.Length);
        TransparentKernels.Fill(gated.Device, other.Length, 3, other);
        long before = gated.Device.Statistics.BytesOut;

        gated.Start(() => TransparentKernels.Copy(gated.Device, source.Length, source, target), behind: false);
        WaitFor(gated, source);
        Assert.Equal(8 * 4096, gated.Device.Statistics.BytesOut - before);
        Assert.Equal(4, Resident(gated.Device, other));
        gated.LetGo();

        Assert.True(target.AsReadOnlySpan().SequenceEqual(source.AsReadOnlySpan()));
        Assert.Equal(-1, other.AsReadOnlySpan().IndexOfAnyExcept(3));
    }

    /// <summary>The device is full of pages that later chunks need, and nobody needs those of the running chunk again. They stay all the same.</summary>
    [Fact]
    public void Pages_of_later_chunks_do_not_push_out_those_of_the_running_one()
    {
        using GatedDevice gated = new(Options(OverlapKind.Always) with { MemoryBudget = 12 << 12 });
        using HmmArray<int> source = Filled(HmmSpace.Shared);
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(source.Length);
        source.Prefetch(gated.Device, (4 * Page)..);

        gated.Start(() => TransparentKernels.Copy(gated.Device, source.Length, source, target), behind: false);
        Assert.True(SpinWait.SpinUntil(() => Resident(gated.Device, target) == 4, Patience), "no page came ahead");
        gated.LetGo();

        Assert.True(target.AsReadOnlySpan().SequenceEqual(source.AsReadOnlySpan()));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void What_the_host_writes_to_pages_of_the_next_chunk_is_seen_by_that_chunk(HmmHostMode mode)
    {
        using GatedDevice gated = new(Options(OverlapKind.Always));
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmArray<int> source = Filled(space);
        using HmmArray<int> target = space.Allocate<int>(source.Length);
        int[] expected = source.ToArray();

        gated.Start(() => AheadKernels.Blur(gated.Device, source.Length, source, target), behind: false);
        WaitFor(gated, source, pages: 5);
        source[3 * Page + 5] = expected[3 * Page + 5] = -77;
        Assert.True(gated.IsHeld);
        gated.LetGo();

        int[] blurred = new int[expected.Length];
        for (int i = 0; i < blurred.Length; i++)
        {
            AheadKernels.Blur(i, expected, blurred);
        }

        Assert.Equal(blurred, target.ToArray());
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void What_the_host_writes_to_pages_that_the_next_chunk_changes_is_not_lost(HmmHostMode mode)
    {
        using GatedDevice gated = new(Options(OverlapKind.Always) with { MemoryBudget = 12 << 12 });
        using HmmArray<int> array = Filled(TransparentSpaces.Open(mode));
        int[] expected = [.. array.ToArray().Select(static value => value + 1000)];

        gated.Start(() => TransparentKernels.Add(gated.Device, array.Length, 1000, array), behind: false);
        WaitFor(gated, array);
        array[3 * Page + 5] = -77;
        int read = array[2 * Page + 1];
        Assert.True(gated.IsHeld);
        gated.LetGo();

        expected[3 * Page + 5] = -77 + 1000;
        Assert.Equal(expected[2 * Page + 1] - 1000, read);
        Assert.Equal(expected, array.ToArray());
    }

    /// <summary>Elements move down by a chunk: each chunk writes the pages that the one before it reads.</summary>
    [Fact]
    public void A_page_that_the_running_chunk_reads_becomes_writable_in_its_turn()
    {
        using GatedDevice gated = new(Options(OverlapKind.Always) with { MemoryBudget = 15 << 12 });
        using HmmArray<int> array = Filled(HmmSpace.Shared);
        int[] before = array.ToArray();

        int length = (Pages * Page) - Chunk;
        gated.Start(() => TransparentKernels.Copy(gated.Device, length, array.Slice(Chunk, length), array.Slice(0, length)), behind: false);
        Assert.True(SpinWait.SpinUntil(() => Resident(gated.Device, array) == 6, Patience), "no page came ahead");
        Assert.Equal([(new PageRun(0, 2), HmmResidency.Owned), (new PageRun(2, 4), HmmResidency.Shared)], Runs(gated.Device, array));
        gated.LetGo();

        Assert.Equal([.. before[Chunk..], .. before[^Chunk..]], array.ToArray());
    }

    [Fact]
    public void A_wave_that_fails_leaves_what_was_there()
    {
        using GatedDevice gated = new(Options(OverlapKind.Always));
        using HmmArray<int> source = Filled(HmmSpace.Shared);
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(source.Length);
        target.AsSpan().Fill(-5);
        Exception? failure = null;

        gated.Start(
            () => failure = Record.Exception(() => TransparentKernels.Copy(gated.Device, source.Length, source, target)),
            behind: false,
            new HmmDeviceException("the wave failed"));
        WaitFor(gated, source);
        gated.LetGo();

        Assert.Equal("the wave failed.", Assert.IsType<HmmDeviceException>(failure).Message);
        Assert.Equal(-1, target.AsReadOnlySpan().IndexOfAnyExcept(-5));
        Assert.Equal(Filled(), source.ToArray());
        TransparentKernels.Copy(gated.Device, source.Length, source, target);
        Assert.Equal(Filled(), target.ToArray());
    }

    [Fact]
    public async Task A_copy_that_fails_while_a_chunk_runs_fails_the_launch()
    {
        string name = $"Ahead {Guid.NewGuid()}";
        using HmmArray<int> source = Filled(HmmSpace.Shared);
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(source.Length);
        target.AsSpan().Fill(-5);
        using GatedDevice gated = new(Options(OverlapKind.Always), name);
        RegionMirror mirror = gated.Device.Session.Memory.MirrorOf(source.Region!);
        using HeldMoves held = new(name, () => Lose(mirror));

        Task launch = Task.Run(() => TransparentKernels.Copy(gated.Device, source.Length, source, target), TestContext.Current.CancellationToken);
        held.Reach();
        held.LetGo();

        await Assert.ThrowsAsync<HmmDeviceException>(() => launch.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(-1, target.AsReadOnlySpan().IndexOfAnyExcept(-5));
        Assert.Equal(Filled(), source.ToArray());
    }

    [Fact]
    public async Task A_launch_that_is_cancelled_while_pages_come_leaves_whole_items()
    {
        string name = $"Ahead {Guid.NewGuid()}";
        using GatedDevice gated = new(Options(OverlapKind.Always) with { MaximumChunk = Page / 2, BlockSize = 4 * Page }, name);
        using HmmArray<int> source = Filled(HmmSpace.Shared);
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(source.Length);
        target.AsSpan().Fill(-5);
        using CancellationTokenSource cancel = new();
        using HeldMoves held = new(name);

        Task launch = TransparentKernels.CopyAsync(gated.Device, source.Length, source, target, cancel.Token);
        held.Reach();
        await cancel.CancelAsync();
        held.LetGo();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => launch.WaitAsync(Patience, TestContext.Current.CancellationToken));
        int[] left = target.ToArray();
        Assert.All(left.Index(), item => Assert.True(item.Item == -5 || item.Item == Value(item.Index)));
        Assert.Contains(-5, left);
        TransparentKernels.Copy(gated.Device, source.Length, source, target);
        Assert.Equal(Filled(), target.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Trim_and_Dispose_wait_for_the_launch(bool dispose)
    {
        using GatedDevice gated = new(Options(OverlapKind.Always));
        using HmmArray<int> source = Filled(HmmSpace.Shared);
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(source.Length);

        gated.Start(() => TransparentKernels.Copy(gated.Device, source.Length, source, target), behind: false);
        WaitFor(gated, source);
        Task end = Task.Run(dispose ? gated.Device.Dispose : gated.Device.Trim, TestContext.Current.CancellationToken);
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.False(end.IsCompleted);
        gated.LetGo();
        await end.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal(Filled(), target.ToArray());
    }

    private static unsafe void Lose(RegionMirror mirror) => CoreFunctions.Current->LoseDevice(mirror.Core->Device);

    private static SimulatedOptions Options(OverlapKind overlap) => new()
    {
        MemoryBudget = 24 << 12,
        MaxDegreeOfParallelism = 1,
        Testing = new() { Overlap = overlap, MaximumChunk = Chunk },
    };

    /// <summary>Notes the first steps of a trial, which take turns.</summary>
    private static void TryBeside(HmmDevice device, int steps)
    {
        AheadChoice choice = device.Session.AheadChoices.Of(TransparentKernels.CopyKernel.Descriptor);
        for (int step = 0; step < steps; step++)
        {
            choice.Note(items: 1, TimeSpan.FromSeconds(1));
        }
    }

    private static SimulatedOptions LargeOptions(OverlapKind overlap) => new()
    {
        MemoryBudget = 16 * LargeChunk << 12,
        MaxDegreeOfParallelism = 1,
        Testing = new() { Overlap = overlap },
    };

    private static int Value(int i) => i * 7 + 1;

    private static int[] Filled() => [.. Enumerable.Range(0, Pages * Page).Select(Value)];

    private static HmmArray<int> Filled(HmmSpace space)
    {
        HmmArray<int> array = space.Allocate<int>(Pages * Page);
        array.CopyFrom(Filled());
        return array;
    }

    /// <summary>Waits until the pages of the second chunk have come, while the first chunk waits at the gate.</summary>
    private static void WaitFor(GatedDevice gated, HmmArray<int> source, int pages = 4)
        => Assert.True(SpinWait.SpinUntil(() => Resident(gated.Device, source) == pages, Patience), "no page came ahead");

    private static long Resident(HmmDevice device, HmmArray<int> array) => Runs(device, array).Sum(static run => run.Pages.Count);

    /// <summary>Asks the device, since an array's own snapshot waits for launches that write it. Waits for a batch of pages that are coming.</summary>
    private static List<(PageRun Pages, HmmResidency Residency)> Runs(HmmDevice device, HmmArray<int> array)
    {
        DeviceMemory memory = device.Session.Memory;
        return memory.FindMirror(array.Region!) is { } mirror ? memory.ResidencyOf(mirror, new PageRun(0, mirror.PageCount)) : [];
    }
}
