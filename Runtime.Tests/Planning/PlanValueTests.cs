using System.Globalization;
using CsCheck;
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Planning;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Planning;

/// <summary>Values against the operators of C#.</summary>
public sealed class PlanValueTests
{
    private static readonly Gen<int> Interesting = Gen.OneOf(
        Gen.Int[-9, 40],
        Gen.Int,
        Choice(int.MinValue, int.MinValue + 1, -1, 0, 1, 2, 7, 8, 31, 32, 255, 256, 32767, 65535, int.MaxValue - 1, int.MaxValue));

    private static readonly Gen<(PlanNode Node, WorkBox Box)> Forms = Gen.Select(
        Interesting, Interesting, Interesting, Gen.Int[0, 5], Gen.Int[-3, 10], Gen.Int[1, 6],
        (constant, outer, inner, first, other, count) =>
        {
            PlanNode form = new PlanNode.Operation(
                "+",
                new PlanNode.Number(constant),
                new PlanNode.Operation(
                    "+",
                    new PlanNode.Operation("*", new PlanNode.Index(0), new PlanNode.Number(outer)),
                    new PlanNode.Operation("*", new PlanNode.Index(1), new PlanNode.Number(inner))));
            return (form, new WorkBox(first, first + count, other, other + 4, 0, 1));
        });

    private static readonly Gen<string> Signs = Choice(
        "+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "min", "max", "abs", "~", "byte", "sbyte", "short", "ushort", "uint>>1");

    [Fact]
    public void OperationsContainEveryValue() => Gen.Select(Forms, Forms, Signs, Gen.Int[0, 3]).Sample(
        (left, right, sign, how) =>
        {
            PlanNode second = how switch
            {
                0 => right.Node,
                1 => new PlanNode.Operation("&", new PlanNode.Data(3), new PlanNode.Number(7)),
                _ => ((PlanNode.Operation)right.Node).Left,
            };
            Check(new PlanNode.Operation(sign, left.Node, second), left.Box);
        },
        iter: TestScale.Iterations(quick: 6_000, full: 60_000));

    [Fact]
    public void ChainsOfOperationsContainEveryValue() => Gen.Select(Forms, Signs, Signs, Interesting, Interesting).Sample(
        (form, first, second, a, b) => Check(
            new PlanNode.Operation(second, new PlanNode.Operation(first, form.Node, new PlanNode.Number(a)), new PlanNode.Number(b)),
            form.Box),
        iter: TestScale.Iterations(quick: 6_000, full: 60_000));

    [Fact]
    public void ConstantsStayExact() => Gen.Select(Interesting, Interesting, Signs).Sample((a, b, sign) =>
    {
        PlanNode.Operation node = new(sign, new PlanNode.Number(a), new PlanNode.Number(b));
        int expected;
        try
        {
            expected = node.Run(new PlanEnvironment());
        }
        catch (ArithmeticException)
        {
            return;
        }
        PlanValue value = PlanValue.Int32(node.Plan(new PlanEnvironment()));
        Assert.False(value.IsUnknown);
        Assert.True(value.IsAffine);
        Assert.Equal(expected, value.Lowest);
        Assert.Equal(expected, value.Highest);
    });

    [Fact]
    public void DivisionAndRemainderByConstantsAreTight() => Gen.Select(Gen.Int[-60, 60], Gen.Int[0, 40], Gen.Int[-12, 12]).Sample(
        (low, width, divisor) =>
        {
            if (divisor == 0) return;
            PlanValue value = Index(low, low + width);
            PlanValue quotient = value / divisor;
            PlanValue remainder = value % divisor;
            List<int> numbers = [.. Enumerable.Range(low, width + 1)];
            Assert.Equal(numbers.Min(number => number / divisor), quotient.Lowest);
            Assert.Equal(numbers.Max(number => number / divisor), quotient.Highest);
            Assert.InRange(numbers.Min(number => number % divisor), remainder.Lowest, remainder.Highest);
            if (low >= 0 && width < Math.Abs(divisor) && low % divisor + width < Math.Abs(divisor))
            {
                Assert.Equal(low % divisor, remainder.Lowest);
                Assert.Equal((low + width) % divisor, remainder.Highest);
            }
        });

    [Fact]
    public void BitsOfIntervalsContainEveryValue() => Gen.Select(Gen.Int[-600, 600], Gen.Int[0, 90], Gen.Int[-600, 600], Gen.Int[0, 90]).Sample(
        (a, width, b, height) =>
        {
            (PlanValue left, PlanValue right) = (Index(a, a + width), PlanValue.Between(b, b + height));
            (PlanValue and, PlanValue or, PlanValue xor) = (left & right, left | right, left ^ right);
            for (long x = a; x <= a + width; x++)
            {
                for (long y = b; y <= b + height; y++)
                {
                    Assert.InRange(x & y, and.Lowest, and.Highest);
                    Assert.InRange(x | y, or.Lowest, or.Highest);
                    Assert.InRange(x ^ y, xor.Lowest, xor.Highest);
                }
            }
        });

    [Fact]
    public void ItemsOfAChunkShareTheirUpperBits()
    {
        PlanValue chunk = Index(4096, 5119);
        Assert.Equal((12288L, 13311L), Hull(chunk ^ 8192));
        Assert.Equal((4096L, 5119L), Hull(chunk ^ 4));
        Assert.Equal((12288L, 13311L), Hull(chunk | 8192));
        Assert.Equal((5120L, 6143L), Hull(chunk ^ PlanValue.Between(1024, 1100)));
        Assert.Equal((4096L, 4096L), Hull(chunk & PlanValue.Between(12288, 12288)));
        Assert.Equal((-5120L, -4097L), Hull(chunk ^ -1));
        Assert.Equal((-2L, 1L), Hull(Index(-1, 1) ^ 0));
    }

    [Fact]
    public void RowsAndColumnsAreFoundAgain()
    {
        LaunchPlan plan = Plan(new WorkBox(2, 9, 0, 10, 0, 1), 2);
        PlanValue flat = (plan.Index(0) * 10) + plan.Index(1);
        Assert.True((flat / 10).IsAffine);
        Assert.True((flat % 10).IsAffine);
        Assert.Equal((2L, 8L), Hull(flat / 10));
        Assert.Equal((0L, 9L), Hull(flat % 10));
        Assert.Equal((0L, 0L), Hull((flat / 10) - plan.Index(0)));
        Assert.True((((plan.Index(0) * 16) + 5) & ~15).IsAffine);
    }

    [Fact]
    public void WhatOverflowsIsUnknown()
    {
        PlanValue big = Index(0, 1L << 40);
        Assert.True((big * (1L << 40)).IsUnknown);
        Assert.True((big * big).IsUnknown);
        Assert.True((big * (1L << 22) * 4).IsUnknown);
        Assert.False((big * (1L << 22)).IsUnknown);
        Assert.True((PlanValue.Constant(long.MaxValue) + 1).IsUnknown);
        Assert.True((-PlanValue.Constant(long.MinValue)).IsUnknown);
        Assert.True(PlanValue.UInt64(-1).IsUnknown);
        Assert.True(((PlanValue)ulong.MaxValue).IsUnknown);
        Assert.True((Index(-1, 1) / Index(-1, 1)).IsUnknown);
    }

    [Fact]
    public void UnknownCanBeBounded()
    {
        PlanValue data = PlanValue.Unknown;
        Assert.Equal((0L, 255L), Hull(PlanValue.Byte(data)));
        Assert.Equal((-128L, 127L), Hull(PlanValue.SByte(data)));
        Assert.Equal((int.MinValue, (long)int.MaxValue), Hull(PlanValue.Int32(data)));
        Assert.Equal((0L, uint.MaxValue), Hull(PlanValue.UInt32(data)));
        Assert.Equal((0L, 15L), Hull(data & 15));
        Assert.Equal((-9L, 9L), Hull(data % 10));
        Assert.Equal((3L, 10L), Hull(PlanValue.Max(3, PlanValue.Min(data, 10))));
        Assert.True((data + 1).IsUnknown);
    }

    [Fact]
    public void WrappingInOneTurnStaysAffine()
    {
        PlanValue value = PlanValue.Int32(PlanValue.UInt32(~Index(0, 9)));
        Assert.True(value.IsAffine);
        Assert.Equal((-10L, -1L), Hull(value));
        Assert.Equal((4294967286L, 4294967295L), Hull(PlanValue.UInt32(~Index(0, 9))));
    }

    private static Gen<T> Choice<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static (long Lowest, long Highest) Hull(PlanValue value) => (value.Lowest, value.Highest);

    private static PlanValue Index(long low, long high) => Plan(new WorkBox(low, high + 1, 0, 1, 0, 1), 1).Index(0);

    private static LaunchPlan Plan(WorkBox box, int rank) => new(
        new KernelDescriptor
        {
            Name = "Ops.Test",
            Rank = rank,
            File = "Ops.cs",
            Line = 1,
            Parameters = [],
            Sites = [],
            StateSize = 0,
            ScratchSize = 0,
            HasGuards = false,
        },
        [],
        box);

    private static void Check(PlanNode node, WorkBox box)
    {
        LaunchPlan launch = Plan(box, 2);
        PlanValue value = PlanValue.Int32(node.Plan(new PlanEnvironment { Launch = launch }));
        Assert.False(value.IsUnknown);
        PlanEnvironment at = new();
        for (at.Item[0] = box.First0; at.Item[0] < box.End0; at.Item[0]++)
        {
            for (at.Item[1] = box.First1; at.Item[1] < box.End1; at.Item[1]++)
            {
                int number;
                try
                {
                    number = node.Run(at);
                }
                catch (ArithmeticException)
                {
                    continue;
                }
                long low = value.OffsetLow;
                long high = value.OffsetHigh;
                foreach (PlanTerm term in value.Terms)
                {
                    // A dimension of one index is a number and no variable.
                    int dimension = launch.Index(0).Terms.IsEmpty ? 1 : term.Variable.Id;
                    long part = term.Coefficient * at.Item[dimension];
                    low += part;
                    high += part;
                }
                Assert.True(
                    number >= low && number <= high && number >= value.Lowest && number <= value.Highest,
                    string.Create(CultureInfo.InvariantCulture, $"{node} at {at.Item[0]}, {at.Item[1]}: {number} is not in {low}..{high}"));
            }
        }
    }
}
