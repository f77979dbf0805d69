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
    private static readonly bool IsGuarded = LibraryVerdict.Agrees(&GuardedLanes.Exp, &MathF.Exp, 88);

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
        Assert.True(LibraryVerdict.Agrees(&LaneMath.GuardedExp, &MathF.Exp, 88));
        Assert.False(LibraryVerdict.Agrees(&LaneMath.GuardedSin, &RoundedSin, 400));
        Assert.False(LibraryVerdict.Agrees(&LaneMath.GuardedExp, &SometimesOff, 88));
        Assert.False(LibraryVerdict.Agrees(&LaneMath.GuardedCos, &LargeOff, 400));
    }

    /// <summary>A library that takes other steps to the exponential function is found out, also one that is nearer to the exact result.</summary>
    [Fact]
    public void Other_steps_are_found_out()
    {
        Assert.SkipUnless(Avx512F.IsSupported, "Only vectors of 512 bits hold the table.");
        Assert.True(LibraryVerdict.RoundsAlike(&LibraryExp.Of, &MathF.Exp, 87));
        Assert.False(LibraryVerdict.RoundsAlike(&LibraryExp.Of, &RoundedExp, 87));
    }

    /// <summary>The same of the logarithm, of which libraries that round the exact result differ in many arguments.</summary>
    [Fact]
    public void Other_logarithms_are_found_out()
    {
        Assert.SkipUnless(LibraryLog.IsSupported, "There are no vectors for it.");
        Assert.True(LibraryVerdict.Agrees(&GuardedLanes.Log, &MathF.Log, 10));
        Assert.False(LibraryVerdict.Agrees(&GuardedLanes.Log, &RoundedLog, 10));
    }

    private static float RoundedLog(float x) => (float)Math.Log(x);

    private static float RoundedExp(float x) => (float)Math.Exp(x);

    private static float RoundedSin(float x) => (float)Math.Sin(x);

    private static float SometimesOff(float x) => BitConverter.SingleToInt32Bits(x) % 500 == 0 ? MathF.BitIncrement(MathF.Exp(x)) : MathF.Exp(x);

    private static float LargeOff(float x) => MathF.Abs(x) > 1e30f ? 0 : MathF.Cos(x);

    private static void Compare(Vector256<float> x)
    {
        Vector256<float> exp = LaneMath.Exp(x), sin = LaneMath.Sin(x), cos = LaneMath.Cos(x), guarded = IsGuarded ? LaneMath.GuardedExp(x) : exp;
        Vector256<float> log = LaneMath.Log(x);
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
