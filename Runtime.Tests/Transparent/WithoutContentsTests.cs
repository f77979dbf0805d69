// Safety: reads the tables of a mirror that is open, while no launch runs.
using System.Globalization;
using HmmGen.Coherence.Core;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Pages that a launch overwrites come without contents. They leave again in its course, together or alone, while the host touches some of them.</summary>
public sealed class WithoutContentsTests(ITestOutputHelper output)
{
    private const int Page = 1024;
    private const int Pages = 2048;
    private const int Length = Pages * Page;
    private static readonly SimulatedOptions Small = new() { MemoryBudget = Pages / 8 * 4096L, MaxDegreeOfParallelism = 1 };

    /// <summary>The modes in which the host touches pages beside a launch.</summary>
    public static TheoryData<HmmHostMode> Modes { get; } = [HmmHostMode.Transparent, HmmHostMode.TransparentUserMode];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task The_host_sees_old_or_new_elements_and_all_are_new_at_the_end(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        int seed = TestSeeds.First;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        using HmmDevice device = HmmDevice.Simulated(Small);
        using HmmArray<int> array = space.Allocate<int>(Length);
        array.AsSpan().Fill(0);
        for (int round = 1; round <= 12; round++)
        {
            using CancellationTokenSource ended = new();
            Task<string?> host = Task.Run(() => Touch(array, new Random(seed + round), round, ended.Token), TestContext.Current.CancellationToken);
            HmmStatistics before = device.Statistics;
            TransparentKernels.Fill(device, Length, round, array);
            HmmStatistics moved = device.Statistics - before;
            await ended.CancelAsync();
            Assert.Null(await host);
            Assert.True(moved.Evictions > Pages / 2, $"{moved.Evictions} pages left during the launch.");
            Assert.Equal(0, TwinsOf(device, array));
            Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(round));
        }
    }

    /// <summary>A host that writes such a page gets a twin of it. The page leaves with the twin, whose memory is given back.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public void Pages_that_the_host_has_written_leave_no_twin(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using GatedDevice gated = new(Small);
        using HmmArray<int> array = space.Allocate<int>(Length);
        array.AsSpan().Fill(0);
        int waves = 0;
        gated.Run(
            () => TransparentKernels.Fill(gated.Device, Length, 1, array),
            wave =>
            {
                // The pages of the wave are there, and those beside the written ones leave without a look at the host.
                waves = wave;
                for (int page = 0; page < Pages; page += 3)
                {
                    array.AsSpan()[page * Page] = 1;
                }
            });
        Assert.True(waves > 4, $"{waves} waves");
        Assert.True(gated.Device.Statistics.Twins > waves, $"{gated.Device.Statistics.Twins} twins");
        Assert.Equal(0, TwinsOf(gated.Device, array));
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(1));
    }

    private static unsafe int TwinsOf(HmmDevice device, HmmArray<int> array)
    {
        CoreMirror* mirror = device.Session.Memory.MirrorOf(array.Region!).Core;
        int twins = 0;
        for (long page = 0; page < mirror->PageCount; page++)
        {
            twins += mirror->Twins[page] is not null ? 1 : 0;
        }

        return twins;
    }

    /// <summary>Reads elements, and writes what the launch will write.</summary>
    /// <returns>What was wrong; null for nothing.</returns>
    private static string? Touch(HmmArray<int> array, Random random, int round, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            int place = random.Next(Length);
            int found = array.AsReadOnlySpan()[place];
            if (found != round && found != round - 1)
            {
                return $"element {place} is {found} in round {round}";
            }

            if (random.Next(4) == 0)
            {
                array.AsSpan()[place] = round;
            }
        }

        return null;
    }
}
