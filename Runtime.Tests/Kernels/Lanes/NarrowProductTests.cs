using System.Runtime.Intrinsics;
using HmmGen.Kernels.Lanes;
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
}
