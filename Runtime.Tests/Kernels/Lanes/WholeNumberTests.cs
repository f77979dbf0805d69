using System.Runtime.Intrinsics;
using HmmGen.Kernels.Lanes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Runtime.Tests.Kernels.Lanes;

/// <summary>
/// Quotients and casts of 64-bit numbers, of which all lanes have like sizes: then they are computed as numbers of <see cref="double"/>, up to 2⁵¹ and, with a
/// correction, beyond it.
/// </summary>
public sealed class WholeNumberTests(ITestOutputHelper output)
{
    [Fact]
    public void Quotients_are_those_of_CSharp()
        => Each((random, left, right) =>
        {
            long[] divisors = [.. Enumerable.Range(0, 8).Select(_ => Number(random, right) is var one && one is 0 or -1 ? 3 : one)];
            long[] numbers = [.. divisors.Select(divisor => Near(random, Number(random, left), divisor))];
            Assert.Equal(numbers.Select((number, i) => number / divisors[i]), Lanes(LaneMath.Divide(Pair(numbers), Pair(divisors))));
            Assert.Equal(numbers.Select((number, i) => number % divisors[i]), Lanes(LaneMath.Remainder(Pair(numbers), Pair(divisors))));
            ulong[] counts = [.. numbers.Select(static number => (ulong)number)], parts = [.. divisors.Select(static divisor => (ulong)divisor)];
            Assert.Equal(counts.Select((number, i) => number / parts[i]), Lanes(LaneMath.Divide(Pair(counts), Pair(parts))));
            Assert.Equal(counts.Select((number, i) => number % parts[i]), Lanes(LaneMath.Remainder(Pair(counts), Pair(parts))));
        });

    [Fact]
    public void Quotients_by_one_number_are_those_of_CSharp()
        => Each((random, left, right) =>
        {
            int divisor = (int)Number(random, (right & 31) + 1), positive = divisor is 0 or -1 ? 7 : divisor;
            int[] numbers = [.. Enumerable.Range(0, 16).Select(_ => (int)Near(random, Number(random, (left & 31) + 1), positive))];
            uint[] counts = [.. Enumerable.Range(0, 16).Select(_ => (uint)Near(random, Number(random, (left & 31) + 1), (uint)positive))];
            (Vector512<int> all, Vector512<uint> others) = (Vector512.Create(numbers), Vector512.Create(counts));
            Vector512<int> quotients = WideLaneMath.DivideBy(all, positive), rests = WideLaneMath.RemainderBy(all, positive);
            Vector512<uint> parts = WideLaneMath.DivideBy(others, (uint)positive), lefts = WideLaneMath.RemainderBy(others, (uint)positive);
            Assert.Equal(numbers.Select(number => number / positive), Enumerable.Range(0, 16).Select(i => quotients[i]));
            Assert.Equal(numbers.Select(number => number % positive), Enumerable.Range(0, 16).Select(i => rests[i]));
            Assert.Equal(counts.Select(number => number / (uint)positive), Enumerable.Range(0, 16).Select(i => parts[i]));
            Assert.Equal(counts.Select(number => number % (uint)positive), Enumerable.Range(0, 16).Select(i => lefts[i]));
            Assert.Equal(rests.GetLower(), LaneMath.RemainderBy(all.GetLower(), positive));
            Assert.Equal(lefts.GetLower(), LaneMath.RemainderBy(others.GetLower(), (uint)positive));
        });

    [Fact]
    public void Casts_are_those_of_CSharp()
        => Each((random, bits, _) =>
        {
            long[] numbers = [.. Enumerable.Range(0, 8).Select(_ => Number(random, bits))];
            Vector256<float> floats = LaneMath.ToSingle(Pair(numbers)), counts = LaneMath.ToSingle(Pair([.. numbers.Select(static number => (ulong)number)]));
            Assert.Equal(numbers.Select(static number => (float)number), Enumerable.Range(0, 8).Select(i => floats[i]));
            Assert.Equal(numbers.Select(static number => (float)(ulong)number), Enumerable.Range(0, 8).Select(i => counts[i]));

            // Beside whole numbers, and as many bits behind the point as there are.
            double[] doubles = [.. numbers.Select(number => Beside(random, number))];
            Assert.Equal(doubles.Select(static number => (long)number), Lanes(LaneMath.ToInt64(Pair(doubles))));
            Assert.Equal(doubles.Select(static number => (ulong)number), Lanes(LaneMath.ToUInt64(Pair(doubles))));
            double[] positive = [.. doubles.Select(Math.Abs)];
            Assert.Equal(positive.Select(static number => (ulong)number), Lanes(LaneMath.ToUInt64(Pair(positive))));
        });

    private void Each(Action<Random, int, int> compare)
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int run = 0; run < TestScale.Iterations(20, 200, 20_000); run++)
        {
            for (int bits = 1; bits <= 64; bits++)
            {
                compare(random, bits, random.Next(1, 65));
            }
        }
    }

    // A number with a sign and up to so many bits; half of them are next to a power of two.
    private static long Number(Random random, int bits)
    {
        ulong mask = bits == 64 ? ulong.MaxValue : (1UL << bits) - 1;
        ulong number = random.Next(2) == 0 ? (ulong)random.NextInt64(long.MinValue, long.MaxValue) & mask : mask - (ulong)random.Next(-2, 3);
        return random.Next(2) == 0 ? (long)number : -(long)number;
    }

    // Next to a multiple of the divisor.
    private static long Near(Random random, long number, long divisor) => random.Next(2) == 0 ? number : number / divisor * divisor + random.Next(-1, 2);

    private static double Beside(Random random, double number) => random.Next(5) switch
    {
        0 => Math.BitIncrement(number),
        1 => Math.BitDecrement(number),
        2 => number + random.NextDouble() - 0.5,
        3 => number + 0.5,
        _ => number,
    };

    private static LanePair<T> Pair<T>(T[] lanes) => new(Vector256.Create(lanes), Vector256.Create(lanes, 4));

    private static IEnumerable<T> Lanes<T>(LanePair<T> pair) => Enumerable.Range(0, 8).Select(i => i < 4 ? pair.Low[i] : pair.High[i - 4]);
}
