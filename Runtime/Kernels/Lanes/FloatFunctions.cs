using System.Runtime.CompilerServices;

namespace HmmGen.Kernels.Lanes;

/// <summary>Functions of <see cref="FastLaneMath"/> that are evaluated as <see cref="float"/>, for vectors of any width.</summary>
/// <remarks>
/// The polynomials are fitted by eng/lane_polynomials.py. Reductions in parts are those of Cody and Waite (Software Manual for the Elementary Functions, 1980).
/// </remarks>
internal static class FloatFunctions
{
    // Added to a number below 2²² it leaves the nearest whole number in the lowest bits.
    private const float Whole = 12582912;

    /// <summary>The exponential function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T, TFloats>(T value)
        where TFloats : struct, IFloats<T>
    {
        // Below and above all results are 0 and infinity.
        T rest = ExpRest<T, TFloats>(TFloats.Within(value, -104, 89), out T exponent);
        return TFloats.Raised(TFloats.Plus(rest, TFloats.All(1)), exponent);
    }

    /// <summary>The natural logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T, TFloats>(T value)
        where TFloats : struct, IFloats<T>
    {
        T least = TFloats.All(1.17549435e-38f);
        T power = TFloats.Exponent(TFloats.WhereLess(value, least, TFloats.Times(value, TFloats.All(8388608)), value), out T rest);
        power = TFloats.Minus(power, TFloats.WhereLess(value, least, TFloats.All(23), TFloats.All(0)));
        T f = TFloats.Minus(rest, TFloats.All(1)), f2 = TFloats.Times(f, f);
        T tail = TFloats.Fused(TFloats.All(0.0697161183f), f, TFloats.All(-0.114797339f));
        tail = TFloats.Fused(tail, f2, TFloats.Fused(TFloats.All(0.116854198f), f, TFloats.All(-0.124256872f)));
        tail = TFloats.Fused(tail, f2, TFloats.Fused(TFloats.All(0.142490581f), f, TFloats.All(-0.166678026f)));
        tail = TFloats.Fused(tail, f2, TFloats.Fused(TFloats.All(0.200007156f), f, TFloats.All(-0.24999997f)));
        tail = TFloats.Fused(tail, f, TFloats.All(0.333333313f));
        tail = TFloats.Fused(power, TFloats.All(1.42860677e-6f), TFloats.Times(TFloats.Fused(tail, f, TFloats.All(-0.5f)), f2));
        T log = TFloats.Fused(power, TFloats.All(0.693145752f), TFloats.Plus(f, tail));
        return Ordinary<T, TFloats>(value, log);
    }

    /// <summary>The hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T, TFloats>(T value)
        where TFloats : struct, IFloats<T>
    {
        T size = TFloats.Abs(value), z = TFloats.Times(value, value), z2 = TFloats.Times(z, z), one = TFloats.All(1);
        T tail = TFloats.Fused(TFloats.All(0.000186112112f), z, TFloats.All(-0.00104971929f));
        tail = TFloats.Fused(tail, z2, TFloats.Fused(TFloats.All(0.00335122459f), z, TFloats.All(-0.00877969526f)));
        tail = TFloats.Fused(tail, z2, TFloats.Fused(TFloats.All(0.021853311f), z, TFloats.All(-0.0539666899f)));
        tail = TFloats.Fused(tail, z2, TFloats.Fused(TFloats.All(0.133333281f), z, TFloats.All(-0.333333343f)));
        T near = TFloats.Fused(TFloats.Times(tail, z), size, size);

        // 1 - 2 / (e^2x + 1), whose sum is rounded once: a power of two and 1 add up to a number that is exact. Beyond 20 all results are 1.
        T rest = ExpRest<T, TFloats>(TFloats.Within(TFloats.Plus(size, size), 0, 40), out T exponent), power = TFloats.Raised(one, exponent);
        T far = TFloats.Minus(one, TFloats.Over(TFloats.All(2), TFloats.Fused(rest, power, TFloats.Plus(power, one))));
        return TFloats.CopySign(TFloats.WhereLess(size, TFloats.All(0.90625f), near, far), value);
    }

    /// <summary>A logarithm that knows special numbers: that of 0 is -infinity, that of infinity is itself, and negative numbers have none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Ordinary<T, TFloats>(T value, T log)
        where TFloats : struct, IFloats<T>
    {
        T zero = TFloats.All(0), infinity = TFloats.All(float.PositiveInfinity);
        T special = TFloats.WhereLess(value, zero, TFloats.All(float.NaN), TFloats.Minus(value, infinity));
        return TFloats.WhereLess(zero, value, TFloats.WhereLess(value, infinity, log, value), special);
    }

    // e^x over a power of two, less 1, for arguments whose power has an exponent of 8 bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpRest<T, TFloats>(T x, out T exponent)
        where TFloats : struct, IFloats<T>
    {
        exponent = TFloats.Fused(x, TFloats.All(1.44269504f), TFloats.All(Whole));
        T power = TFloats.Minus(exponent, TFloats.All(Whole));
        T r = TFloats.Fused(power, TFloats.All(-1.42860677e-6f), TFloats.Fused(power, TFloats.All(-0.693145752f), x)), r2 = TFloats.Times(r, r);
        T tail = TFloats.Fused(TFloats.All(0.00139261759f), r, TFloats.All(0.00836317334f));
        tail = TFloats.Fused(tail, r2, TFloats.Fused(TFloats.All(0.0416665561f), r, TFloats.All(0.166665778f)));
        return TFloats.Fused(TFloats.Fused(tail, r, TFloats.All(0.5f)), r2, r);
    }
}
