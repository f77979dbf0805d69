using HmmGen.Generators.Lowering.Lanes;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering.Lanes;

/// <summary>Parts of words are loaded and stored together where nothing between them could tell the difference, and nowhere else.</summary>
public sealed class LaneWordTests
{
    [Theory]
    [InlineData("y[i] = (byte)((77 * x[4 * i] + 150 * x[4 * i + 1] + 29 * x[4 * i + 2]) >> 8);", "loads 0 1 2 of 3")]
    [InlineData("for (int k = 0; k < 4; k++) y[4 * i + k] = (byte)(x[4 * i + k] + 1);", "loads 0 1 2 3 of 4, stores 0 1 2 3 of 4")]
    [InlineData("for (int k = 0; k < 4; k++) y[4 * i + k] = (byte)(y[4 * i + k] + 1);", "loads 0 1 2 3 of 4, stores 0 1 2 3 of 4")]
    [InlineData("y[4 * i + 3] = 255; y[4 * i + 1] = x[4 * i + 1]; y[4 * i] = x[4 * i]; y[4 * i + 2] = x[4 * i + 2];", "loads 1 0 2 of 3, stores 3 1 0 2 of 4")]
    [InlineData("z[2 * i] = (short)(z[2 * i + 1] + n); z[2 * i + 1] = 3;", "loads 0 of 2, stores 0 2 of 4")]
    [InlineData("Pixel c = p[i]; q[i] = new Pixel { R = c.B, G = c.G, B = c.R, A = 255 };", "loads 0 1 2 3 of 4, stores 0 1 2 3 of 4")]
    [InlineData("y[i] = (byte)(p[i].A - p[i + 1].G);", "loads 1 of 4, loads 3 of 4")]

    // A load that comes after a store which waited for another one's word.
    [InlineData("z[2 * i] = 5; z[2 * i + 1] += 1; y[i] = (byte)z[2 * i];", "loads 0 of 2, loads 0 of 2, stores 0 2 of 4")]

    // Two structs of two bytes; a struct with a gap.
    [InlineData("y[i] = (byte)(h[2 * i].Y * 3 + h[2 * i].X);", "")]
    [InlineData("y[i] = (byte)(g[i].B * 256 + g[i].C);", "")]

    // One byte that begins its word; three of four that are stored; bytes that are loaded again; a number that changes; twice the same place; words of others.
    [InlineData("y[i] = (byte)(x[4 * i] * 3 + n);", "")]
    [InlineData("y[4 * i] = 1; y[4 * i + 1] = 2; y[4 * i + 2] = 3;", "")]
    [InlineData("y[4 * i] = 1; y[4 * i + 1] = 2; y[4 * i + 2] = y[4 * i]; y[4 * i + 3] = 4;", "")]
    [InlineData("int v = n; y[4 * i] = (byte)v; v = x[i] * 3; y[4 * i + 1] = (byte)v; y[4 * i + 2] = (byte)v; y[4 * i + 3] = (byte)(v * v);", "")]
    [InlineData("y[4 * i] = 1; y[4 * i + 1] = 2; y[4 * i] = x[i]; y[4 * i + 2] = 3; y[4 * i + 3] = 4;", "")]
    [InlineData("y[i] = (byte)(x[3 * i] + x[3 * i + 1] + x[3 * i + 2] * n - n / 3);", "")]
    public void Words_are_found(string body, string words)
    {
        string source = $$"""
            using System;
            using HmmGen;
            public struct Pixel { public byte R, G, B, A; }
            public struct Half { public byte X, Y; }
            public struct Nothing { }
            public struct Gap { public byte A, B; public Nothing N; public byte C, D; }
            public static partial class Kernels
            {
                [HmmKernel] public static void K(int i, int n, ReadOnlySpan<byte> x, Span<byte> y, Span<short> z, ReadOnlySpan<Pixel> p, Span<Pixel> q, ReadOnlySpan<Half> h, ReadOnlySpan<Gap> g) { {{body}} }
            }
            """;
        string found = string.Join(", ", (LoweredLanes.Find(source)?.Words ?? []).Select(static word =>
            $"{(word.IsStored ? "stores" : "loads")} {string.Join(' ', word.Parts.Select(static part => part.Byte))} of {word.Reach + 1}").Order(StringComparer.Ordinal));
        Assert.Equal(words, found);
    }
}
