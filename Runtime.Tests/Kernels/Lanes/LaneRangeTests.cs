using HmmGen.Kernels.Lanes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Kernels.Lanes;

/// <summary>The inner items of a row against a look at each item.</summary>
public sealed class LaneRangeTests(ITestOutputHelper output)
{
    private static readonly int[] Edges = [int.MinValue, int.MinValue + 1, int.MinValue + 9, -1, 0, 1, 7, 40, int.MaxValue - 9, int.MaxValue - 1, int.MaxValue];

    [Fact]
    public void Ranges_AreWhereTheConditionHolds()
    {
        Random random = new(TestSeeds.First);
        output.WriteLine($"Seed {TestSeeds.First}.");
        int parts = 0;
        for (int round = 0; round < 200_000; round++)
        {
            int count = random.Next(0, 50);
            (int left, int right) = (Number(random), Number(random));
            (int leftStep, int rightStep) = (Step(random), Step(random));
            LaneRange all = LaneRange.Of(count);
            string where = $"{count} items, {left} by {leftStep}, {right} by {rightStep}";
            Check(all.Less(left, leftStep, right, rightStep), item => At(left, leftStep, item) < At(right, rightStep, item));
            Check(all.LessOrEqual(left, leftStep, right, rightStep), item => At(left, leftStep, item) <= At(right, rightStep, item));
            Check(all.Steady(left, leftStep), item => At(left, leftStep, item) is >= int.MinValue and <= int.MaxValue);
            Check(all.Inside(left, leftStep, Math.Max(0, right)), item => At(left, leftStep, item) is >= 0 and var index && index < Math.Max(0, right));
            LaneRange apart = all.NotEqual(left, leftStep, right, rightStep);
            int meetings = Enumerable.Range(0, count).Count(item => At(left, leftStep, item) == At(right, rightStep, item));
            Assert.True(Enumerable.Range(apart.First, apart.End - apart.First).All(item => At(left, leftStep, item) != At(right, rightStep, item)), where);
            Assert.True(meetings > 1 || apart.End - apart.First >= (count - meetings) / 2, where);

            void Check(LaneRange range, Func<int, bool> holds)
            {
                Assert.True(range.First >= 0 && range.First <= range.End && range.End <= count, where);
                for (int item = 0; item < count; item++)
                {
                    Assert.True(holds(item) == (item >= range.First && item < range.End), $"item {item} of {where}");
                }

                parts += range.End > range.First && range.End - range.First < count ? 1 : 0;
            }
        }

        Assert.True(parts > 10_000, $"Only {parts} ranges were a part of their row.");
    }

    private static long At(int number, int step, int item) => number + (long)step * item;

    private static int Number(Random random) => random.Next(3) == 0 ? Edges[random.Next(Edges.Length)] : random.Next(-60, 60);

    private static int Step(Random random) => random.Next(6) switch { 0 => 0, 1 => random.Next(-1 << 24, 1 << 24), _ => random.Next(-3, 4) };
}
