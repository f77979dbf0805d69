using System.Runtime.Intrinsics;
using HmmGen.Kernels.Lanes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Runtime.Tests.Kernels.Lanes;

/// <summary>The fast functions keep the bounds that they promise, and give what C# gives for special numbers.</summary>
public sealed class FastLaneMathTests
{
    /// <summary>The functions, their exact forms, their bounds, and where they hold.</summary>
    public static TheoryData<string, double> Functions => new()
    {
        { nameof(FastLaneMath.Exp), 1.1 },
        { nameof(FastLaneMath.Log), 1 },
        { nameof(FastLaneMath.Sin), 1 },
        { nameof(FastLaneMath.Cos), 1 },
        { nameof(FastLaneMath.Tanh), 1.5 },
        { nameof(FastLaneMath.Sigmoid), 3 },
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
            _ => ((Func<Vector256<float>, Vector256<float>>)FastLaneMath.Sigmoid, (Func<double, double>)(x => x < -88.722835 ? 0 : 1 / (1 + Math.Exp(-x)))),
        };
        uint stride = (uint)TestScale.Iterations(16_411, 2_053, 257);
        for (ulong pattern = (uint)TestSeeds.First % stride; pattern <= uint.MaxValue - 8ul * stride; pattern += 8 * stride)
        {
            Vector256<float> x = (Vector256.Create((uint)pattern) + (LaneMath.Index(0).AsUInt32() * stride)).AsSingle(), y = fast(x);
            for (int lane = 0; lane < LaneMath.Count; lane++)
            {
                Assert.True(IsNear(exact(x[lane]), y[lane], bound), $"{function} of {x[lane]:R}: {exact(x[lane]):R} is exact, {y[lane]:R} found; seed {TestSeeds.First}");
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
