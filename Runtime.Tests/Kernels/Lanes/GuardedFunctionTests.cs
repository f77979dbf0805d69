// Safety: only addresses of functions are taken.
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using HmmGen.Kernels.Lanes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Runtime.Tests.Kernels.Lanes;

/// <summary>The guarded functions have the bits of <see cref="MathF"/> for bit patterns of all kinds.</summary>
public sealed unsafe class GuardedFunctionTests
{
    // Lanes prefer the steps of the library, where it is of that kind.
    private static readonly bool IsGuarded = LibraryComparison.Agrees(&GuardedLanes.Exp, &MathF.Exp, 88);

    /// <summary>Bit patterns at a stride through all of them, from a random one on.</summary>
    [Fact]
    public void Bit_patterns_through_all_of_them()
    {
        // All patterns are 2^32; a long run tries 138 million of them.
        uint stride = (uint)TestScale.Iterations(4_099, 1_021, 31);
        uint first = (uint)TestSeeds.First % stride;
        for (ulong pattern = first; pattern <= uint.MaxValue - 8ul * stride; pattern += 8 * stride)
        {
            Compare((Vector256.Create((uint)pattern) + (LaneMath.Index(0).AsUInt32() * stride)).AsSingle());
        }
    }

    /// <summary>The numbers next to multiples of π/2, where a small error of the reduction is a large one of the result.</summary>
    [Fact]
    public void Numbers_next_to_multiples_of_half_pi()
    {
        for (int multiple = 0; multiple < 64_000; multiple += TestScale.Iterations(7, 1))
        {
            int bits = BitConverter.SingleToInt32Bits((float)(multiple * (Math.PI / 2)));
            Vector256<float> near = (LaneMath.Index(bits) - Vector256.Create(Math.Min(bits, 3))).AsSingle();
            Compare(near);
            Compare(-near);
        }
    }

    /// <summary>The numbers where guarded functions change their way.</summary>
    [Theory]
    [InlineData(87.3f)]
    [InlineData(88.72284f)]
    [InlineData(103.97208f)]
    [InlineData(100_000)]
    [InlineData(120)]
    [InlineData(0.5f)]
    [InlineData(1)]
    [InlineData(0.78539819f)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(1.17549435e-38f)]
    public void Ends_of_ranges(float end)
    {
        int bits = BitConverter.SingleToInt32Bits(end);
        for (int step = -80; step <= 80; step += 8)
        {
            Vector256<float> near = LaneMath.Index(bits + step).AsSingle();
            Compare(near);
            Compare(-near);
        }
    }

    /// <summary>A library of another kind is found out: one that rounds the exact result, and one that is off in the last place now and then.</summary>
    [Fact]
    public void Other_libraries_are_found_out()
    {
        Assert.True(LibraryComparison.Agrees(&LaneMath.GuardedExp, &MathF.Exp, 88));
        Assert.False(LibraryComparison.Agrees(&LaneMath.GuardedSin, &RoundedSin, 400));
        Assert.False(LibraryComparison.Agrees(&LaneMath.GuardedExp, &SometimesOff, 88));
        Assert.False(LibraryComparison.Agrees(&LaneMath.GuardedCos, &LargeOff, 400));
    }

    /// <summary>A library that takes other steps to the exponential function is found out, also one that is nearer to the exact result.</summary>
    [Fact]
    public void Other_steps_are_found_out()
    {
        Assert.SkipUnless(Avx512F.IsSupported, "Only vectors of 512 bits hold the table.");
        Assert.True(LibraryComparison.RoundsAlike(&LibraryExp.Of, &MathF.Exp, 87));
        Assert.False(LibraryComparison.RoundsAlike(&LibraryExp.Of, &RoundedExp, 87));
    }

    /// <summary>The same of the logarithm, of which libraries that round the exact result differ in many arguments.</summary>
    [Fact]
    public void Other_logarithms_are_found_out()
    {
        Assert.SkipUnless(LibraryLog.IsSupported, "There are no vectors for it.");
        Assert.True(LibraryComparison.Agrees(&GuardedLanes.Log, &MathF.Log, 10));
        Assert.False(LibraryComparison.Agrees(&GuardedLanes.Log, &RoundedLog, 10));
    }

    /// <summary>The steps of fdlibm, and results that are rounded once, are told from each other, and each from one that is off now and then.</summary>
    [Fact]
    public void Rounded_libraries_are_told_from_steps()
    {
        Assert.True(LibraryComparison.Agrees(&RoundedTanhLanes, &RoundedTanh, 10));
        Assert.False(LibraryComparison.Agrees(&GuardedLanes.Tanh, &RoundedTanh, 10));
        Assert.False(LibraryComparison.Agrees(&RoundedTanhLanes, &OffTanh, 10));
        Assert.True(LibraryComparison.Agrees(&RoundedLog10Lanes, &RoundedLog10, 10));
        Assert.False(LibraryComparison.Agrees(&RoundedLog10Lanes, &OffLog10, 10));
        if (LibraryLog.IsSupported)
        {
            Assert.False(LibraryComparison.Agrees(&GuardedLanes.Log10, &RoundedLog10, 10));
            Assert.False(LibraryComparison.Agrees(&GuardedLanes.Log2, &RoundedLog2, 10));
            Assert.False(LibraryComparison.AgreesInPairs(&GuardedLanes.Pow, &RoundedPow));
            Assert.False(LibraryComparison.AgreesInPairs(&GuardedLanes.Pow, &OffPow));
        }
    }

    private static Vector256<float> RoundedTanhLanes(Vector256<float> x) => LaneMath.RoundedTanh(x, &RoundedTanh);

    private static Vector256<float> RoundedLog10Lanes(Vector256<float> x) => LaneMath.RoundedLog10(x, &RoundedLog10);

    private static float RoundedTanh(float x) => (float)Math.Tanh(x);

    private static float OffTanh(float x) => BitConverter.SingleToInt32Bits(x) % 500 == 0 ? MathF.BitIncrement(RoundedTanh(x)) : RoundedTanh(x);

    private static float RoundedLog10(float x) => (float)Math.Log10(x);

    private static float OffLog10(float x) => BitConverter.SingleToInt32Bits(x) % 500 == 0 ? MathF.BitIncrement(RoundedLog10(x)) : RoundedLog10(x);

    private static float RoundedLog2(float x) => (float)Math.Log2(x);

    private static float RoundedPow(float x, float y) => (float)Math.Pow(x, y);

    private static float OffPow(float x, float y) => x == 0 && y == 3 ? 1 : MathF.Pow(x, y);

    private static float RoundedLog(float x) => (float)Math.Log(x);

    private static float RoundedExp(float x) => (float)Math.Exp(x);

    private static float RoundedSin(float x) => (float)Math.Sin(x);

    private static float SometimesOff(float x) => BitConverter.SingleToInt32Bits(x) % 500 == 0 ? MathF.BitIncrement(MathF.Exp(x)) : MathF.Exp(x);

    private static float LargeOff(float x) => MathF.Abs(x) > 1e30f ? 0 : MathF.Cos(x);

    private static void Compare(Vector256<float> x)
    {
        Vector256<float> exp = LaneMath.Exp(x), sin = LaneMath.Sin(x), cos = LaneMath.Cos(x), guarded = IsGuarded ? LaneMath.GuardedExp(x) : exp;
        Vector256<float> log = LaneMath.Log(x), log2 = LaneMath.Log2(x), log10 = LaneMath.Log10(x), tanh = LaneMath.Tanh(x), square = LaneMath.Pow(x, Vector256.Create(2f));
        Vector256<float> power = LaneMath.Pow(x, Vector256.Create(2.3f)), raised = LaneMath.Pow(Vector256.Create(3f), x);
        Vector512<float> wide = WideLaneMath.Exp(Vector512.Create(-x, x)), wideLog = WideLaneMath.Log(Vector512.Create(-x, x));
        for (int lane = 0; lane < LaneMath.Count; lane++)
        {
            Equal("exp", x[lane], MathF.Exp(x[lane]), exp[lane]);
            Equal("guarded exp", x[lane], MathF.Exp(x[lane]), guarded[lane]);
            Equal("exp of sixteen", -x[lane], MathF.Exp(-x[lane]), wide[lane]);
            Equal("exp of sixteen", x[lane], MathF.Exp(x[lane]), wide[lane + LaneMath.Count]);
            Equal("log", x[lane], MathF.Log(x[lane]), log[lane]);
            Equal("log of sixteen", -x[lane], MathF.Log(-x[lane]), wideLog[lane]);
            Equal("log of sixteen", x[lane], MathF.Log(x[lane]), wideLog[lane + LaneMath.Count]);
            Equal("log2", x[lane], MathF.Log2(x[lane]), log2[lane]);
            Equal("log10", x[lane], MathF.Log10(x[lane]), log10[lane]);
            Equal("tanh", x[lane], MathF.Tanh(x[lane]), tanh[lane]);
            Equal("square", x[lane], MathF.Pow(x[lane], 2), square[lane]);
            Equal("power", x[lane], MathF.Pow(x[lane], 2.3f), power[lane]);
            Equal("power of 3", x[lane], MathF.Pow(3, x[lane]), raised[lane]);
            Equal("sin", x[lane], MathF.Sin(x[lane]), sin[lane]);
            Equal("cos", x[lane], MathF.Cos(x[lane]), cos[lane]);
        }
    }

    private static void Equal(string function, float x, float expected, float actual)
    {
        if (BitConverter.SingleToInt32Bits(expected) != BitConverter.SingleToInt32Bits(actual))
        {
            Assert.Fail($"{function} of {x:R}: {expected:R} expected, {actual:R} found; seed {TestSeeds.First}");
        }
    }
}
