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
        => Assert.Equal(words, Found(body, "ReadOnlySpan<byte> x, Span<byte> y, Span<short> z, ReadOnlySpan<Pixel> p, Span<Pixel> q, ReadOnlySpan<Half> h, ReadOnlySpan<Gap> g"));

    [Theory]
    [InlineData("float a = x[2 * i], b = x[2 * i + 1]; x[2 * i] = a * w[i] - b; x[2 * i + 1] = b * w[i] + a;", "loads 0 4 of 8, stores 0 4 of 8")]
    [InlineData("x[2 * i + 1] = w[2 * i]; x[2 * i] = w[2 * i + 1];", "loads 0 4 of 8, stores 4 0 of 8")]
    [InlineData("d[3 * i] = 1; d[3 * i + 1] = 2; d[3 * i + 2] = 3;", "stores 0 8 16 of 24")]
    [InlineData("x[i] = w[4 * i + 2] - w[4 * i];", "loads 8 0 of 12")]
    [InlineData("x[i] = w[3 * i];", "loads 0 of 4")]
    [InlineData("for (int k = 0; k < 4; k++) x[4 * i + k] = w[4 * i + k] * 2;", "loads 0 4 8 12 of 16, stores 0 4 8 12 of 16")]
    [InlineData("Box b = p[i]; x[i] = b.Area.X * b.Area.Y + b.X;", "loads 0 4 8 12 of 16")]
    [InlineData("x[i] = p[i].Y - p[i + 1].X * 3;", "loads 0 of 16, loads 4 of 16")]
    [InlineData("e[i] = new Tall { A = i, B = d[2 * i] };", "loads 0 of 8, stores 0 8 of 16")]

    // The second load sees the first store; one number of the two that it stores changes.
    [InlineData("x[2 * i] = x[2 * i] * w[i] - x[2 * i + 1]; x[2 * i + 1] = x[2 * i + 1] * w[i] + x[2 * i];", "loads 0 4 4 of 8, loads 0 of 4")]
    [InlineData("float v = w[i]; x[2 * i] = v; v = v * v + 2; x[2 * i + 1] = v;", "")]

    // Two of three that are stored; five of an item, and a step that is no number; one of three and four of 64 bits; a struct with members of two sizes.
    [InlineData("x[3 * i] = w[i] * 2 + w[i + 1]; x[3 * i + 1] = w[i + 2] * 3 + n * w[i] - w[i + 4] / w[i + 5] + w[i + 7] * w[i + 8];", "")]
    [InlineData("x[i] = w[5 * i] * w[5 * i + 1] - n * w[i] * 4;", "")]
    [InlineData("x[i] = w[n * i] * w[n * i + 1] - n * w[i] * 4;", "")]
    [InlineData("x[i] = (float)(d[3 * i] + d[4 * i + 1]) * w[i] - 1;", "")]
    [InlineData("x[i] = u[i].X * u[i].Y + u[i].X * w[i];", "")]
    [InlineData("x[i] = p[2 * i].X * w[i] + p[2 * i].Y * w[i + 1] - n * w[i + 2];", "")]
    public void Interleaved_elements_are_found(string body, string words)
        => Assert.Equal(words, Found(body, "ReadOnlySpan<float> w, Span<float> x, Span<double> d, ReadOnlySpan<Box> p, Span<Tall> e, ReadOnlySpan<Uneven> u"));

    /// <summary>What no item needs behind the last element of the last one is not read there.</summary>
    [Theory]
    [InlineData("x[i] = w[4 * i] + w[4 * i + 1] + w[4 * i + 2];", 1)]
    [InlineData("x[i] = w[4 * i + 3];", 3)]
    [InlineData("x[i] = (float)d[2 * i];", 1)]
    [InlineData("x[i] = (float)(d[4 * i] + d[4 * i + 1]);", 2)]
    [InlineData("x[i] = w[3 * i] - w[3 * i + 2];", 0)]
    [InlineData("x[i] = p[i].X;", 0)]
    public void Elements_behind_the_last_one_are_missing(string body, int missing)
        => Assert.Equal(missing, Assert.Single(Find(body, "ReadOnlySpan<float> w, Span<float> x, ReadOnlySpan<double> d, ReadOnlySpan<Box> p")!.Words).Missing);

    private static string Found(string body, string parameters)
        => string.Join(", ", (Find(body, parameters)?.Words ?? []).Select(static word =>
            $"{(word.IsStored ? "stores" : "loads")} {string.Join(' ', word.Parts.Select(static part => part.Byte))} of {word.Reach + 1}").Order(StringComparer.Ordinal));

    private static LaneModel? Find(string body, string parameters)
    {
        string source = $$"""
            using System;
            using HmmGen;
            public struct Place { public float X, Y; }
            public struct Box { public float X, Y; public Place Area; }
            public struct Tall { public long A; public double B; }
            public struct Uneven { public float X; public double Z; public float Y; }
            public struct Pixel { public byte R, G, B, A; }
            public struct Half { public byte X, Y; }
            public struct Nothing { }
            public struct Gap { public byte A, B; public Nothing N; public byte C, D; }
            public static partial class Kernels
            {
                [HmmKernel] public static void K(int i, int n, {{parameters}}) { {{body}} }
            }
            """;
        return LoweredLanes.Find(source);
    }
}
