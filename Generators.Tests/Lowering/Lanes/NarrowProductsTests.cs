using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering.Lanes;

/// <summary>Which products are those of 16-bit numbers.</summary>
public sealed class NarrowProductsTests
{
    [Theory]
    [InlineData("77 * b[i]")]
    [InlineData("b[i] * -150")]
    [InlineData("b[i] * b[i]")]
    [InlineData("b[i] * s[i]")]
    [InlineData("h[i] * 32767")]
    [InlineData("(b[i] - 128) * (b[i] >> 4)")]
    [InlineData("(x[i] & 15) * (b[i] - 8)")]
    [InlineData("(255 - b[i]) * b[i]")]
    [InlineData("(h[i] >> 3) * (x[i] & 32767)")]
    [InlineData("(b[i] > 9 ? b[i] : 9) * s[i]")]
    public void Factors_of_16_bits_of_which_one_is_not_negative(string product) => Assert.Equal(1, Count($"y[i] = {product};"));

    [Theory]
    [InlineData("x[i] * 77")]
    [InlineData("s[i] * s[i]")]
    [InlineData("s[i] * -3")]
    [InlineData("(b[i] - 128) * (b[i] - 128)")]
    [InlineData("b[i] * 32768")]
    [InlineData("b[i] * -32769")]
    [InlineData("u[i] * 3")]
    [InlineData("(b[i] + 32600) * b[i]")]
    [InlineData("(x[i] & 32768) * 3")]
    [InlineData("(x[i] >> 16) * 3 * x[i]")]
    [InlineData("b[i] * n")]
    [InlineData("(b[i] << 8) * b[i]")]
    [InlineData("(b[i] > 9 ? x[i] : 9) * b[i]")]
    public void Other_factors(string product) => Assert.Equal(0, Count($"y[i] = {product};"));

    [Theory]
    [InlineData("int r = b[i]; y[i] = r * r + x[i];", 1)]
    [InlineData("int r = b[i]; if (x[i] > 0) r = x[i]; y[i] = r * 3;", 0)]
    [InlineData("int r = b[i]; r += x[i]; y[i] = r * 3;", 0)]
    [InlineData("int r = b[i] * b[i]; y[i] = r * 3;", 1)]
    [InlineData("int r = b[i]; if (x[i] > 0) r = -s[i]; y[i] = r * 3;", 0)]
    [InlineData("int r = b[i]; if (x[i] > 0) r = s[i]; y[i] = r * 3;", 1)]
    [InlineData("int r = 3; for (int k = 0; k < n; k++) r = r * 3; y[i] = r;", 0)]
    public void Variables_are_what_their_assignments_give(string body, int count) => Assert.Equal(count, Count(body));

    private static int Count(string body)
    {
        LaneModel lanes = LoweredLanes.Of($$"""
            using System;
            using HmmGen;
            public static partial class Kernels
            {
                [HmmKernel] public static void K(int i, int n, ReadOnlySpan<byte> b, ReadOnlySpan<sbyte> s, ReadOnlySpan<short> h, ReadOnlySpan<ushort> u,
                    ReadOnlySpan<int> x, Span<int> y) { {{body}} }
            }
            """);
        NarrowProducts products = new(lanes.Kernel.Body);
        return lanes.Kernel.Body.Blocks.SelectMany(static block => block.Instructions).Sum(instruction => instruction switch
        {
            StoreInstruction store => In(store.Value, products),
            AssignInstruction assign => In(assign.Value, products),
            _ => 0,
        });
    }

    private static int In(Expression expression, NarrowProducts products)
        => (expression is BinaryExpression binary && products.Has(binary) ? 1 : 0)
            + Enumerable.Range(0, expression.PartCount()).Sum(part => In(expression.Part(part), products));
}
