// Safety: the mirror lives while its device and its array do.
using HmmGen.Base;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Pages that a launch over more than its device holds writes: they stay in the host's view until the launch ends, and nothing is lost or old after it.</summary>
[Collection(LateQueue.OneAtATime)]
public sealed class ShownPageTests(ITestOutputHelper output)
{
    private const int Page = 1024;
    private const int Pages = 64;
    private const int Added = 100_000;

    /// <summary>The host's modes, each with pages that come beside a chunk and without.</summary>
    public static TheoryData<HmmHostMode, bool> ModesAndWays { get; } = TransparentSpaces.ModesAndGates;

    [Theory]
    [MemberData(nameof(ModesAndWays))]
    public void The_host_reads_pages_that_a_launch_writes_without_a_fault(HmmHostMode mode, bool ahead)
    {
        using GatedDevice gated = new(Options(ahead));
        using HmmArray<int> array = Filled(mode);
        gated.Run(() => TransparentKernels.Add(gated.Device, array.Length, Added, array), wave =>
        {
            for (int i = 0; i < array.Length; i += Page)
            {
                int read = array[i];
                Assert.True(read == i || read == i + Added, $"Wave {wave}: element {i} is {read}.");
            }
        });

        Assert.Equal(0, gated.Device.Statistics.HostReadFaults);
        Assert.Equal(Enumerable.Range(Added, Pages * Page), array.ToArray());
        Assert.InRange(gated.Device.Statistics.HostReadFaults, 1, Pages);
    }

    [Theory]
    [MemberData(nameof(ModesAndWays))]
    public void What_went_home_is_read_without_a_fault(HmmHostMode mode, bool ahead)
    {
        const int Budget = 24;
        Assert.Equal(Budget, UnmappedAfter(mode, Options(ahead)));
        Assert.Equal(Pages, UnmappedAfter(mode, Without(Options(ahead))));

        static int UnmappedAfter(HmmHostMode mode, SimulatedOptions options)
        {
            using HmmDevice device = HmmDevice.Simulated(options);
            using HmmArray<int> array = Filled(mode);
            TransparentKernels.Add(device, array.Length, Added, array);
            return Enumerable.Range(0, Pages).Count(page => IsUnmapped(array, page));
        }
    }

    /// <summary>The launch changes even elements, the host odd ones of the same pages, before and after they go home.</summary>
    [Theory]
    [MemberData(nameof(ModesAndWays))]
    public void The_host_writes_into_pages_that_a_launch_writes(HmmHostMode mode, bool ahead)
    {
        output.WriteLine($"seed {TestSeeds.First}");
        Random random = new((int)TestSeeds.First);
        using GatedDevice gated = new(Options(ahead));
        using HmmArray<int> array = Filled(mode);
        for (int launch = 0; launch < 4; launch++)
        {
            int[] expected = [.. array.ToArray().Select(static (value, i) => i % 2 == 0 ? value + Added : value)];
            gated.Run(() => TransparentKernels.AddToEven(gated.Device, array.Length / 2, Added, array), wave =>
            {
                for (int write = random.Next(12); write > 0; write--)
                {
                    int i = random.Next(Pages * Page / 2) * 2 + 1;
                    array[i] = expected[i] = -wave;
                }
            });
            Assert.Equal(expected, array.ToArray());
        }

        Assert.True(gated.Device.Statistics.Twins > 0);
    }

    [Theory]
    [MemberData(nameof(ModesAndWays))]
    public void A_failed_launch_leaves_what_its_items_wrote(HmmHostMode mode, bool ahead)
    {
        using HmmDevice device = HmmDevice.Simulated(Options(ahead));
        using HmmArray<int> array = Filled(mode);
        using HmmArray<int> divisors = HmmSpace.Shared.Allocate<int>(array.Length);
        divisors.AsSpan().Fill(2);
        const int Failing = (Pages - 10) * Page;
        divisors[Failing] = 0;

        Assert.Throws<DivideByZeroException>(() => TransparentKernels.Divide(device, array.Length, divisors, array));
        Assert.Equal(Enumerable.Range(0, Failing).Select(static i => i / 2), array.ToArray().Take(Failing));
    }

    [Theory]
    [MemberData(nameof(ModesAndWays))]
    public void Another_device_gets_what_a_launch_has_written(HmmHostMode mode, bool ahead)
    {
        using HmmDevice first = HmmDevice.Simulated(Options(ahead)), second = HmmDevice.Simulated(Options(ahead));
        using HmmArray<int> array = Filled(mode);
        for (int launch = 1; launch < 4; launch++)
        {
            TransparentKernels.Add(launch % 2 == 1 ? first : second, array.Length, Added, array);
        }

        Assert.Equal(Enumerable.Range(3 * Added, Pages * Page), array.ToArray());
    }

    /// <summary>A page that another device owns comes from there: the host has old contents of it, which nobody may see.</summary>
    [Theory]
    [MemberData(nameof(ModesAndWays))]
    public void What_another_device_owns_is_not_shown(HmmHostMode mode, bool ahead)
    {
        using HmmDevice first = HmmDevice.Simulated(Options(ahead));
        using GatedDevice second = new(Options(ahead));
        using HmmArray<int> array = Filled(mode);
        TransparentKernels.Add(first, array.Length, Added, array);
        second.Run(() => TransparentKernels.Add(second.Device, array.Length, Added, array), wave =>
        {
            // Only pages of this chunk: what the host reads of the other device's comes home.
            int i = (2 * wave - 1) * Page + 7;
            Assert.Equal(i + Added, array[i]);
        });
        Assert.Equal(Enumerable.Range(2 * Added, Pages * Page), array.ToArray());
        Assert.True(second.Device.Statistics.BytesFromPeers > 0);
    }

    /// <summary>The host writes a page that came without contents for the next chunk. What its frame held before is not merged into the page.</summary>
    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void What_a_page_without_contents_holds_is_not_seen(HmmHostMode mode)
    {
        using GatedDevice gated = new(Options(ahead: true));
        using HmmArray<int> array = Filled(mode);
        gated.Run(() => TransparentKernels.Fill(gated.Device, array.Length, -1, array), wave =>
        {
            // The second chunk comes while the first one runs, and so on. It need not have come already.
            for (int page = 2 * wave; page < Math.Min(2 * wave + 2, Pages); page++)
            {
                SpinWait.SpinUntil(() => IsResident(gated.Device, array, page), millisecondsTimeout: 20);
                array[page * Page] = -2;
                Assert.Equal(page * Page + 9, array[page * Page + 9]);
            }

            for (int page = 0; page < Pages; page++)
            {
                int read = array[page * Page + 10];
                Assert.True(read == -1 || read == page * Page + 10, $"Wave {wave}, page {page}: {read}.");
            }
        });
        Assert.Equal(0, array.ToArray().Count(static value => value is not -1 and not -2));
    }

    /// <summary>A page that the host wrote waits for the end of the wave. It leaves before, comes again and is shown: the end of the wave does not forget that.</summary>
    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public unsafe void A_page_that_comes_again_is_hidden_at_the_end(HmmHostMode mode)
    {
        using HmmArray<int> array = Filled(mode);
        using LateQueue queue = new(Pages);
        using ScatteredMirror mirror = new(array.Region!.Core, queue.Device, Pages, 1);
        CoreMirror* core = mirror.Core;
        LaunchUse use = LaunchUse.Streams;
        CoreFunctions.Current->Begin(&core, &use, 1);
        Assert.Equal(0, mirror.Enter(EnterFlags.Contents | EnterFlags.Writable));
        array[5] = 55;
        Assert.Equal(0, mirror.Leave(LeaveMode.Drop));
        Assert.Equal(0, mirror.Enter(EnterFlags.Contents | EnterFlags.Writable));
        Assert.Equal(0, CoreFunctions.Current->EndWave(queue.Device));
        queue.Frame(0).Fill(1);
        Assert.Equal(55, array[5]);
        Assert.Equal(0, CoreFunctions.Current->End(queue.Device, &core, 1));
        Assert.Equal(0x01010101, array[5]);
    }

    /// <summary>What only the lost device had cannot be read. All else is what it was, or what an item has made of it.</summary>
    [Theory]
    [MemberData(nameof(ModesAndWays))]
    public void A_lost_device_takes_what_only_it_has(HmmHostMode mode, bool ahead)
    {
        using GatedDevice gated = new(Options(ahead));
        using HmmArray<int> array = Filled(mode);
        Assert.Throws<HmmDeviceException>(() => gated.Run(
            () => TransparentKernels.Add(gated.Device, array.Length, Added, array),
            wave =>
            {
                if (wave == 20)
                {
                    Lose(gated.Device, array);
                }
            }));

        int lost = 0, changed = 0;
        for (int page = 0; page < Pages; page++)
        {
            try
            {
                int read = array.AsReadOnlySpan(page * Page, 1)[0] - page * Page;
                Assert.True(read is 0 or Added, $"page {page}");
                changed += read == Added ? 1 : 0;
                Assert.True(read == 0 ? changed + lost <= page : changed + lost == page + 1, $"page {page}: {changed} changed, {lost} lost before it");
            }
            catch (HmmDeviceException)
            {
                lost++;
            }
        }

        output.WriteLine($"{changed} changed, {lost} lost");
        Assert.InRange(lost, 1, Pages / 2);
        Assert.True(changed > 0);
    }

    private static unsafe void Lose(HmmDevice device, HmmArray<int> array)
        => CoreFunctions.Current->LoseDevice(device.Session.Memory.FindMirror(array.Region!)!.Core->Device);

    private static bool IsResident(HmmDevice device, HmmArray<int> array, int page)
        => device.Session.Memory.FindMirror(array.Region!) is { } mirror && mirror.IsResident(page);

    private static unsafe bool IsUnmapped(HmmArray<int> array, int page)
        => HostMarks.Has(array.Region!.Core, page * CoreRegion.PageSize, HostMark.Unmapped);

    private static SimulatedOptions Options(bool ahead) => new()
    {
        MemoryBudget = 24 << 12,
        MaxDegreeOfParallelism = 1,
        Testing = new() { Overlap = ahead ? OverlapKind.Always : OverlapKind.Never, MaximumChunk = 2 * Page, Shuttling = false },
    };

    private static SimulatedOptions Without(SimulatedOptions options) => options with { Testing = options.Testing with { ShownPages = false } };

    private static HmmArray<int> Filled(HmmHostMode mode)
    {
        HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(Pages * Page);
        array.CopyFrom([.. Enumerable.Range(0, Pages * Page)]);
        return array;
    }
}
