using System.Runtime.Intrinsics;
using HmmGen.Kernels.Lanes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Runtime.Tests.Kernels.Lanes;

/// <summary>The fast functions keep the bounds that they promise, and give what C# gives for special numbers.</summary>
public sealed class FastLaneMathTests
{
    // Beyond it, .NET's functions of angles are called, which may be off by a little more.
    private const float Largest = 100_000;

    /// <summary>The functions, their exact forms, their bounds, and where they hold.</summary>
    public static TheoryData<string, double> Functions => new()
    {
        { nameof(FastLaneMath.Exp), 1.1 },
        { nameof(FastLaneMath.Log), 1 },
        { nameof(FastLaneMath.Sin), 1 },
        { nameof(FastLaneMath.Cos), 1 },
        { nameof(FastLaneMath.Tanh), 1 },
        { nameof(FastLaneMath.Log2), 1 },
        { nameof(FastLaneMath.Log10), 1 },
        { nameof(FastLaneMath.Tan), 1 },
        { nameof(FastLaneMath.Sinh), 1 },
        { nameof(FastLaneMath.Cosh), 1 },
    };

    /// <summary>Bit patterns at a stride through all of them.</summary>
    /// <param name="function">The function.</param>
    /// <param name="bound">Its bound in units of the last place.</param>
    [Theory]
    [MemberData(nameof(Functions))]
    public void Bounds(string function, double bound)
    {
        (Func<Vector256<float>, Vector256<float>> fast, Func<double, double> exact) = function switch
        {
            nameof(FastLaneMath.Exp) => (FastLaneMath.Exp, Math.Exp),
            nameof(FastLaneMath.Log) => (FastLaneMath.Log, Math.Log),
            nameof(FastLaneMath.Sin) => (FastLaneMath.Sin, Math.Sin),
            nameof(FastLaneMath.Cos) => (FastLaneMath.Cos, Math.Cos),
            nameof(FastLaneMath.Tanh) => (FastLaneMath.Tanh, Math.Tanh),
            nameof(FastLaneMath.Log2) => (FastLaneMath.Log2, Math.Log2),
            nameof(FastLaneMath.Log10) => (FastLaneMath.Log10, Math.Log10),
            nameof(FastLaneMath.Tan) => (FastLaneMath.Tan, Math.Tan),
            nameof(FastLaneMath.Sinh) => (FastLaneMath.Sinh, Math.Sinh),
            _ => ((Func<Vector256<float>, Vector256<float>>)FastLaneMath.Cosh, (Func<double, double>)Math.Cosh),
        };
        uint stride = (uint)TestScale.Iterations(16_411, 2_053, 257);
        for (ulong pattern = (uint)TestSeeds.First % stride; pattern <= uint.MaxValue - 8ul * stride; pattern += 8 * stride)
        {
            Vector256<float> x = (Vector256.Create((uint)pattern) + (LaneMath.Index(0).AsUInt32() * stride)).AsSingle(), y = fast(x);
            for (int lane = 0; lane < LaneMath.Count; lane++)
            {
                Assert.True(IsNear(exact(x[lane]), y[lane], MathF.Abs(x[lane]) < Largest ? bound : bound + 1), $"{function} of {x[lane]:R}: {exact(x[lane]):R} is exact, {y[lane]:R} found; seed {TestSeeds.First}");
            }
        }
    }

    /// <summary>Powers of bases and exponents of all kinds: of ordinary size, any bits, and the special ones in all pairs.</summary>
    [Fact]
    public void Powers()
    {
        Random random = new(TestSeeds.First);
        float[] special = [0, -0f, 1, -1, 2, -2, 0.5f, 3, -3, float.Epsilon, float.MaxValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 1e-40f, 127.5f];
        (float, float)[] pairs =
        [
            .. special.SelectMany(_ => special, static (x, y) => (x, y)),
            .. Enumerable.Range(0, TestScale.Iterations(20_000, 200_000, 4_000_000)).Select(i => (i % 3) switch
            {
                0 => (BitConverter.Int32BitsToSingle(random.Next()), BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue))),
                1 => (random.NextSingle() * 100, random.NextSingle() * 40 - 20),
                _ => (1 + (random.NextSingle() - 0.5f) * 1e-3f, (random.NextSingle() - 0.5f) * 2e5f),
            }),
        ];
        foreach ((float x, float y) in pairs)
        {
            float found = FastLaneMath.Pow(Vector256.Create(x), Vector256.Create(y))[3];
            Assert.True(IsNear(Math.Pow(x, y), found, 1), $"{x:R} to the power of {y:R}: {Math.Pow(x, y):R} is exact, {found:R} found; seed {TestSeeds.First}");
        }
    }

    /// <summary>The functions of double precision, against .NET's scalar ones, which are themselves not exact.</summary>
    [Fact]
    public void Doubles()
    {
        (Func<LanePair<double>, LanePair<double>> Fast, Func<double, double> Scalar, int Bound)[] functions =
        [
            (FastLaneMath.Exp, Math.Exp, 3), (FastLaneMath.Log, Math.Log, 3), (FastLaneMath.Log2, Math.Log2, 4), (FastLaneMath.Sin, Math.Sin, 3), (FastLaneMath.Cos, Math.Cos, 3),
        ];
        Random random = new(TestSeeds.First);
        double[] special = [0, -0d, 1, -1, double.Epsilon, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e-310, 709.7, -745, 1e22];
        double[] arguments =
        [
            .. special,
            .. Enumerable.Range(0, TestScale.Iterations(20_000, 200_000, 4_000_000)).Select(i => i % 2 == 0
                ? BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))
                : random.NextDouble() * 1000 - 500),
        ];
        foreach (double x in arguments)
        {
            for (int function = 0; function < functions.Length; function++)
            {
                double exact = functions[function].Scalar(x), found = functions[function].Fast(new LanePair<double>(x)).High[1], size = Math.Abs(exact);
                Assert.True(
                    exact.Equals(found) || Math.Abs(exact - found) <= functions[function].Bound * (Math.BitIncrement(size) - size),
                    $"function {function} of {x:R}: {exact:R} by .NET, {found:R} found; seed {TestSeeds.First}");
            }
        }
    }

    private static bool IsNear(double exact, float found, double bound)
    {
        float rounded = (float)exact;
        if (!float.IsFinite(rounded) || rounded == 0)
        {
            return rounded.Equals(found) && float.IsNegative(rounded) == float.IsNegative(found) | float.IsNaN(rounded);
        }

        float size = MathF.Abs(rounded);
        return Math.Abs(found - exact) <= bound * (size - MathF.BitDecrement(size));
    }
}
