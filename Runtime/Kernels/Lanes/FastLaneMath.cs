// Safety: only addresses of functions are taken.
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// Functions for kernels that ask for speed before bits: not those of <see cref="MathF"/>, but near the exact result. Each says how near, in units of its
/// last place, and a test measures it.
/// </summary>
/// <remarks>
/// The polynomials are fitted by eng/lane_polynomials.py. Reductions in parts are those of Cody and Waite (Software Manual for the Elementary Functions, 1980).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe partial class FastLaneMath
{
    // Added to a number below 2²² it leaves the nearest whole number in the lowest bits.
    private const float Whole = 12582912;

    /// <summary>The exponential function, within 1.1 units of the last place.</summary>
    /// <param name="value">The arguments.</param>
    /// <returns>The results.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> value)
    {
        // Below and above all results are 0 and infinity. Of two operands NaN is taken where it is the right one.
        Vector256<float> x = Vector256.MinNative(All(89), Vector256.MaxNative(All(-104), value));
        Vector256<float> shifted = Fused(x, All(1.44269504f), All(Whole)), power = shifted - All(Whole);
        Vector256<float> r = Fused(power, All(-1.42860677e-6f), Fused(power, All(-0.693145752f), x)), r2 = r * r;
        Vector256<float> tail = Fused(Fused(All(0.00139261759f), r, All(0.00836317334f)), r2, Fused(All(0.0416665561f), r, All(0.166665778f)));
        Vector256<float> exp = Fused(Fused(tail, r, All(0.5f)), r2, r) + Vector256<float>.One;

        // In two steps, since 2^-150 and 2^128 are no numbers that bits could make.
        Vector256<int> whole = shifted.AsInt32() - All(Whole).AsInt32(), half = whole >> 1;
        return exp * Power(half) * Power(whole - half);
    }

    /// <summary>The natural logarithm, within 1 unit of the last place.</summary>
    /// <inheritdoc cref="Exp(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> value)
    {
        Vector256<int> isSmall = LaneMath.Less(value, All(1.17549435e-38f));
        Vector256<int> bits = LaneMath.Select(isSmall, value * All(8388608), value).AsInt32();

        // Powers of two around the root of 1/2, so that the rest is between it and the root of 2.
        Vector256<int> power = (bits - Vector256.Create(0x3F3504F3)) >> 23;
        Vector256<float> f = (bits - (power << 23)).AsSingle() - Vector256<float>.One, f2 = f * f;
        Vector256<float> whole = Vector256.ConvertToSingle(power) - (isSmall.AsSingle() & All(23));
        Vector256<float> tail = Fused(All(0.0697161183f), f, All(-0.114797339f));
        tail = Fused(tail, f2, Fused(All(0.116854198f), f, All(-0.124256872f)));
        tail = Fused(tail, f2, Fused(All(0.142490581f), f, All(-0.166678026f)));
        tail = Fused(tail, f2, Fused(All(0.200007156f), f, All(-0.24999997f)));
        tail = Fused(tail, f, All(0.333333313f));
        Vector256<float> rest = Fused(tail, f, All(-0.5f)) * f2;
        Vector256<float> log = Fused(whole, All(0.693145752f), f + Fused(whole, All(1.42860677e-6f), rest));
        return Ordinary(value, log);
    }

    /// <summary>The sine, within 1 unit of the last place; beyond 100,000 that of <see cref="MathF"/>.</summary>
    /// <inheritdoc cref="Exp(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sin(Vector256<float> value)
    {
        Vector256<int> inRange = LaneMath.Less(Vector256.Abs(value), All(DoubleFunctions.SineRange));
        Vector256<float> result = Vector256.Narrow(
            DoubleFunctions.Sine(Vector256.WidenLower(value), 0), DoubleFunctions.Sine(Vector256.WidenUpper(value), 0));
        return LaneMath.All(inRange) ? result : FloatGuard.Patched(value, result, inRange, &MathF.Sin);
    }

    /// <summary>The cosine, within 1 unit of the last place; beyond 100,000 that of <see cref="MathF"/>.</summary>
    /// <inheritdoc cref="Exp(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Cos(Vector256<float> value)
    {
        Vector256<int> inRange = LaneMath.Less(Vector256.Abs(value), All(DoubleFunctions.SineRange));
        Vector256<float> result = Vector256.Narrow(
            DoubleFunctions.Sine(Vector256.WidenLower(value), 1), DoubleFunctions.Sine(Vector256.WidenUpper(value), 1));
        return LaneMath.All(inRange) ? result : FloatGuard.Patched(value, result, inRange, &MathF.Cos);
    }

    /// <summary>The hyperbolic tangent, within 1.5 units of the last place.</summary>
    /// <inheritdoc cref="Exp(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> value)
    {
        Vector256<float> size = Vector256.Abs(value), z = value * value, z2 = z * z;
        Vector256<float> tail = Fused(Fused(All(0.00229274482f), z, All(-0.00834394526f)), z2, Fused(All(0.0217689183f), z, All(-0.0539592579f)));
        Vector256<float> near = Fused(Fused(tail, z2, Fused(All(0.133333042f), z, All(-0.333333343f))) * z, size, size);
        Vector256<float> far = Vector256<float>.One - All(2) / (Exp(size + size) + Vector256<float>.One);
        return Vector256.CopySign(LaneMath.Select(LaneMath.Less(size, All(0.625f)), near, far), value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Power(Vector256<int> exponent) => ((exponent + Vector256.Create(127)) << 23).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> All(float value) => Vector256.Create(value);

    // Fused where the processor can; kernels that ask for this do not ask for the same bits everywhere.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Fused(Vector256<float> left, Vector256<float> right, Vector256<float> addend)
        => Vector256.MultiplyAddEstimate(left, right, addend);
}
