// Safety: the core's mirror lives as long as the array and the device.
using HmmGen.Base;
using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Paging;

/// <summary>Pages move to other frames of their device, with all that the device wrote, and without coming again.</summary>
public sealed class MovingTests(ITestOutputHelper output)
{
    private const int Page = 1024;
    private const int Pages = 640;
    private const int Frames = 512;

    /// <summary>The host's modes, each with pages that come beside a wave and without.</summary>
    public static TheoryData<HmmHostMode, bool> ModesAndWays { get; } = new()
    {
        { HmmHostMode.Transparent, false }, { HmmHostMode.Transparent, true }, { HmmHostMode.TransparentUserMode, false }, { HmmHostMode.Scopes, true },
    };

    [Theory]
    [MemberData(nameof(ModesAndWays))]
    public void Pages_that_move_keep_what_the_device_wrote(HmmHostMode mode, bool beside)
    {
        output.WriteLine($"seeds from {TestSeeds.First}");
        int moved = 0, failed = 0;
        for (int seed = TestSeeds.First; seed < TestSeeds.First + TestScale.Iterations(quick: 4, full: 20, @long: 200); seed++)
        {
            (int moves, int failures) = Run(mode, beside, fails: seed % 2 == 0, new Random(seed), seed);
            (moved, failed) = (moved + moves, failed + failures);
        }

        output.WriteLine($"{moved} pages moved, memory ran out {failed} times");
        Assert.True(moved > 40, $"{moved} pages moved");
        Assert.True(failed > 0);
    }

    /// <summary>Runs a random program.</summary>
    /// <returns>How many pages moved, and how often memory ran out.</returns>
    private static unsafe (int Moves, int Failures) Run(HmmHostMode mode, bool beside, bool fails, Random random, int seed)
    {
        // Memory runs out in prefetches only: they change no contents.
        bool isArmed = false;
        int failures = 0;
        PagingTestOptions testing = new()
        {
            Overlap = beside ? OverlapKind.Always : OverlapKind.Never,
            Shuttling = false,
            BeforeNote = () =>
            {
                if (isArmed && random.Next(150) == 0)
                {
                    failures++;
                    throw new OutOfMemoryException("no room for a note");
                }
            },
        };
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = Frames << 12, MaxDegreeOfParallelism = 1, Testing = testing });
        HmmSpace space = TransparentSpaces.Open(mode);
        HmmArray<int>[] arrays = [space.Allocate<int>(Pages * Page), space.Allocate<int>(Pages * Page)];
        int[][] expected = [new int[Pages * Page], new int[Pages * Page]];
        for (int step = 0; step < 60; step++)
        {
            isArmed = fails && step % 3 == 0;
            try
            {
                Step(device, arrays, expected, random, isArmed ? 2 * random.Next(2) : random.Next(5), step);
            }
            catch (OutOfMemoryException) when (isArmed)
            {
                // What is on the device stays usable.
            }
        }

        // A thread that ran out of memory has left the device's lock.
        Assert.True(Task.Run(() => device.Session.Memory.UsedFrames).Wait(TimeSpan.FromMinutes(1)), $"seed {seed}: the device stays locked");
        long moved = device.Session.Memory.MirrorOf(arrays[0].Region!).Core->Device->Counts.BytesWithin;
        for (int k = 0; k < arrays.Length; k++)
        {
            Assert.True(arrays[k].AsReadOnlySpan().SequenceEqual(expected[k]), $"seed {seed}: array {k} differs");
            arrays[k].Dispose();
        }

        return ((int)(moved >> 12), failures);
    }

    private static void Step(HmmDevice device, HmmArray<int>[] arrays, int[][] expected, Random random, int kind, int step)
    {
        int which = random.Next(arrays.Length), first = random.Next(Pages), count = random.Next(1, Math.Min(Pages - first, 300) + 1);
        HmmArray<int> array = arrays[which];
        switch (kind)
        {
            case 0:
                for (int run = 0; run < 8; run++)
                {
                    int page = random.Next(Pages - 6);
                    array.Prefetch(device, (page * Page, (page + random.Next(1, 6)) * Page));
                }

                break;
            case 1:
                array[first * Page + step] = expected[which][first * Page + step] = -step;
                break;
            case 2:
                array.Prefetch(device, HmmRange.All);
                break;
            default:
                TransparentKernels.Add(device, count * Page, step, array.Slice(first * Page, count * Page));
                foreach (ref int value in expected[which].AsSpan(first * Page, count * Page))
                {
                    value += step;
                }

                break;
        }
    }
}
