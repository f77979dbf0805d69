// Safety: all elements that lanes load lie in one open page; elements of lanes that are not loaded may lie outside of it.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HmmGen.Kernels.Lanes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Runtime.Tests.Kernels.Lanes;

/// <summary>Elements at equal distances are those that a loop over the lanes loads, and nothing before the first or behind the last one is read.</summary>
public sealed unsafe class SpacedTests(ITestOutputHelper output)
{
    private const int Wide = 16;

    /// <summary>Every second, third and fourth element, at both ends of memory, for all lanes and for some.</summary>
    /// <param name="step">How many elements further the next lane's lies.</param>
    /// <param name="lanes">The lanes of a group.</param>
    [Theory]
    [InlineData(2, 8)]
    [InlineData(3, 8)]
    [InlineData(4, 8)]
    [InlineData(2, 16)]
    [InlineData(3, 16)]
    [InlineData(4, 16)]
    public void Every_element_is_that_of_its_lane(int step, int lanes) => ClosedPages.Between((first, behind) =>
    {
        Random random = Seeded();
        int span = step * (lanes - 1);
        foreach (int* at in new[] { (int*)first, (int*)behind - span - 1, (int*)first + 17 })
        {
            Same(at, step, lanes, ~0, lanes == Wide ? WideLaneMemory.LoadEvery(ref *at, step) : LaneMemory.LoadEvery(ref *at, step).ToVector512());
        }

        for (int run = 0; run < 200; run++)
        {
            // The first and the last lane that are loaded lie at an end of the memory; the others beyond them are not loaded.
            (int begin, int end) = (random.Next(lanes), random.Next(lanes));
            (begin, end) = (Math.Min(begin, end), Math.Max(begin, end));
            int mask = ((2 << end) - 1) & ~((1 << begin) - 1) & (random.Next(2) == 0 ? ~0 : random.Next() | (1 << begin) | (1 << end));
            nint offset = 4 * (random.Next(2) == 0 ? -begin * step : (int)((behind - first) / 4) - 1 - end * step);
            Vector512<int> live = Live(mask);
            Same(
                (int*)(first + offset), step, lanes, mask,
                lanes == Wide ? WideLaneMemory.LoadEvery(ref *(int*)first, offset, step, live) : LaneMemory.LoadEvery(ref *(int*)first, offset, step, live.GetLower()).ToVector512());
        }
    });

    /// <summary>Distances that nobody knows before, also those of lanes that are not equal, with and without a mask.</summary>
    [Fact]
    public void Any_distance_is_found_out() => ClosedPages.Between((first, behind) =>
    {
        Random random = Seeded();
        int count = (int)((behind - first) / 4);
        int* indices = stackalloc int[Wide];
        for (int run = 0; run < 20_000; run++)
        {
            int lanes = run % 2 == 0 ? Wide : 8, step = random.Next(-3, 7), mask = random.Next(3) == 0 ? ~0 : random.Next();
            int start = random.Next(3) switch { 0 => Math.Max(0, -step * (lanes - 1)), 1 => count - 1 - Math.Max(0, step * (lanes - 1)), _ => random.Next(150, 200) };
            if (step > 0 && mask != ~0 && random.Next(2) == 0)
            {
                // Lanes before the first one that is loaded lie before the memory.
                int before = random.Next(1, lanes);
                mask &= -1 << before;
                start = -before * step;
            }

            for (int lane = 0; lane < Wide; lane++)
            {
                indices[lane] = start + lane * step;
            }

            if (random.Next(3) == 0)
            {
                int odd = random.Next(lanes);
                indices[odd] = (mask >> odd & 1) == 0 ? random.Next(int.MinValue, int.MaxValue) : random.Next(count);
            }

            Vector512<int> all = Vector512.Load(indices), live = Live(mask);
            Vector512<int> loaded = (lanes, mask) switch
            {
                (Wide, ~0) => WideLaneMemory.LoadSpaced(ref *(int*)first, all),
                (_, ~0) => LaneMemory.LoadSpaced(ref *(int*)first, all.GetLower()).ToVector512(),
                (Wide, _) => WideLaneMemory.LoadSpaced(ref *(int*)first, all, live),
                _ => LaneMemory.LoadSpaced(ref *(int*)first, all.GetLower(), live.GetLower()).ToVector512(),
            };
            for (int lane = 0; lane < lanes; lane++)
            {
                Assert.True((mask >> lane & 1) == 0 || loaded[lane] == ((int*)first)[indices[lane]], $"{lanes} lanes, a distance of {step} from {start}, mask {mask:x}: lane {lane}");
            }
        }
    });

    private Random Seeded()
    {
        output.WriteLine($"The seed is {TestSeeds.First}.");
        return new Random(TestSeeds.First);
    }

    private static Vector512<int> Live(int mask)
    {
        Unsafe.SkipInit(out Vector512<int> live);
        for (int lane = 0; lane < Wide; lane++)
        {
            live = live.WithElement(lane, (mask >> lane & 1) == 0 ? 0 : -1);
        }

        return live;
    }

    private static void Same(int* at, int step, int lanes, int mask, Vector512<int> loaded)
    {
        for (int lane = 0; lane < lanes; lane++)
        {
            Assert.True((mask >> lane & 1) == 0 || loaded[lane] == at[lane * step], $"{lanes} lanes, a distance of {step}, mask {mask:x}: lane {lane}");
        }
    }
}
