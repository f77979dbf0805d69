using System.Numerics;
using System.Runtime.Intrinsics;
using HmmGen.Kernels.Lanes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Kernels.Lanes;

/// <summary>Products of numbers that fit in 16 bits, of which those of one side are never negative: with every number of 16 bits.</summary>
public sealed class NarrowProductTests
{
    [Fact]
    public void Each_number_times_numbers_that_are_not_negative()
    {
        int[] others = [0, 1, 2, 29, 77, 127, 128, 150, 255, 256, 16_384, short.MaxValue - 1, short.MaxValue];
        Vector512<int> step = Vector512.CreateSequence(0, 1);
        foreach (int other in others)
        {
            for (int number = short.MinValue; number <= short.MaxValue; number += Vector512<int>.Count)
            {
                Vector512<int> numbers = Vector512.Create(number) + step, factor = Vector512.Create(other), expected = numbers * factor;
                Assert.True(expected == WideLaneMath.NarrowProduct(numbers, factor), $"{number} and more times {other}");
                Assert.True(expected == WideLaneMath.NarrowProduct(factor, numbers), $"{other} times {number} and more");
                Assert.True(expected.GetLower() == LaneMath.NarrowProduct(numbers.GetLower(), factor.GetLower()), $"{number} and more times {other}, eight lanes");
                Assert.True(expected.GetUpper() == LaneMath.NarrowProduct(factor.GetUpper(), numbers.GetUpper()), $"{other} times {number} and more, eight lanes");
            }
        }
    }

    [Fact]
    public void Sums_of_products_of_whole_vectors()
    {
        Check<sbyte>();
        Check<byte>();
        Check<short>();
    }

    private static void Check<T>()
        where T : unmanaged, INumberBase<T>, IMinMaxValue<T>
    {
        Random random = new(TestSeeds.First);
        T[] left = new T[Vector512<short>.Count + 1], right = new T[left.Length];
        for (int round = 0; round < TestScale.Iterations(2_000, 20_000, 200_000); round++)
        {
            Fill(left, random);
            Fill(right, random);
            (int narrow, int wide) = (0, 0);
            for (int i = 0; i < Vector512<short>.Count; i++)
            {
                int product = int.CreateChecked(left[i + 1]) * int.CreateChecked(right[i]);
                wide = unchecked(wide + product);
                narrow = i < Vector256<short>.Count ? wide : narrow;
            }

            string what = $"{typeof(T).Name}, seed {TestSeeds.First}, round {round}";
            Vector256<int> sum = LaneMath.AddProducts(Vector256.Create(round), LaneMemory.LoadWholeShorts(ref left[1]), LaneMemory.LoadWholeShorts(ref right[0]));
            Vector512<int> whole = WideLaneMath.AddProducts(
                Vector512.Create(round), WideLaneMemory.LoadWholeShorts(ref left[1]), WideLaneMemory.LoadWholeShorts(ref right[0]));
            Assert.True(Vector256.Sum(sum) == unchecked(8 * round + narrow), what);
            Assert.True(Vector512.Sum(whole) == unchecked(16 * round + wide), what);
        }
    }

    // The extremes of 16 bits, whose products wrap together, come often.
    private static void Fill<T>(T[] numbers, Random random)
        where T : unmanaged, INumberBase<T>, IMinMaxValue<T>
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = random.Next(4) switch { 0 => T.MinValue, 1 => T.MaxValue, _ => T.CreateTruncating(random.Next()) };
        }
    }
}
