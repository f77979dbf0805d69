using System.Runtime.CompilerServices;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// The hyperbolic tangent as C libraries compute it that took it from Sun's fdlibm, such as glibc before 2.41: from e^x - 1, by steps of <see cref="float"/>.
/// They are off by two units of the last place at times, so that only the same steps have the same bits. Nothing is fused, as there.
/// </summary>
internal static class LibraryTanh
{
    /// <summary>The hyperbolic tangent, for vectors of any width.</summary>
    /// <typeparam name="T">The vector.</typeparam>
    /// <typeparam name="TFloats">What it can do.</typeparam>
    /// <param name="value">The arguments.</param>
    /// <returns>The results, with the bits of such a library.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T, TFloats>(T value)
        where TFloats : struct, IFloats<T>
    {
        T one = TFloats.All(1), two = TFloats.All(2), size = TFloats.Abs(value);

        // Beyond 10 all results are 1.
        T less = LessOne<T, TFloats>(size, TFloats.Within(TFloats.Plus(size, size), 0, 24));
        T quotient = TFloats.Over(TFloats.WhereLess(size, one, less, two), TFloats.Plus(less, two));
        return TFloats.CopySign(TFloats.WhereLess(size, one, quotient, TFloats.Minus(one, quotient)), value);
    }

    /// <summary>e^x - 1: of twice the size from 1 on, and of its negative below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LessOne<T, TFloats>(T size, T twice)
        where TFloats : struct, IFloats<T>
    {
        T one = TFloats.All(1), half = TFloats.All(0.5f), nothing = TFloats.All(0);
        T whole = TFloats.Truncated(TFloats.Plus(TFloats.Times(TFloats.All(1.442695f), twice), half));
        whole = TFloats.WhereLess(twice, TFloats.All(1.0397208f), one, whole);
        whole = TFloats.WhereLess(TFloats.All(0.3465736f), twice, whole, nothing);
        T x = TFloats.WhereLess(size, one, TFloats.Minus(nothing, twice), twice), k = TFloats.WhereLess(size, one, TFloats.Minus(nothing, whole), whole);
        T high = TFloats.Minus(x, TFloats.Times(k, TFloats.All(0.6931381f))), low = TFloats.Times(k, TFloats.All(9.058001e-06f));
        x = TFloats.Minus(high, low);
        T rest = TFloats.Minus(TFloats.Minus(high, x), low), e = TFloats.Minus(Slope<T, TFloats>(x, out T square), rest);
        e = TFloats.Minus(TFloats.Minus(TFloats.Times(x, e), rest), square);
        T sum = TFloats.Minus(x, e), power = TFloats.PowerOf(k);

        // Below 1, where the exponent is 0 or less, and then from 1 on.
        T near = TFloats.Minus(TFloats.Times(power, sum), TFloats.Times(whole, half));
        T far = TFloats.Minus(TFloats.Times(power, TFloats.Minus(one, TFloats.Minus(e, x))), one);
        T below = TFloats.WhereLess(whole, TFloats.All(1.5f), near, far);

        // fdlibm has another form for exponents from 23 on. Of 1 less its inverse, nothing is seen of that.
        T above = TFloats.Minus(TFloats.Minus(one, TFloats.PowerOf(TFloats.Minus(nothing, k))), TFloats.Minus(e, x));
        return TFloats.WhereLess(size, one, below, TFloats.Times(power, above));
    }

    // What fdlibm calls e: the rational part of e^x - 1, for arguments up to half of ln 2, and half of their squares.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Slope<T, TFloats>(T x, out T square)
        where TFloats : struct, IFloats<T>
    {
        T half = TFloats.Times(TFloats.All(0.5f), x);
        square = TFloats.Times(x, half);
        T sum = TFloats.Plus(TFloats.All(4.0082177e-06f), TFloats.Times(square, TFloats.All(-2.0109921e-07f)));
        sum = TFloats.Plus(TFloats.All(-7.9365076e-05f), TFloats.Times(square, sum));
        sum = TFloats.Plus(TFloats.All(0.0015873016f), TFloats.Times(square, sum));
        sum = TFloats.Plus(TFloats.All(-0.033333335f), TFloats.Times(square, sum));
        sum = TFloats.Plus(TFloats.All(1), TFloats.Times(square, sum));
        T t = TFloats.Minus(TFloats.All(3), TFloats.Times(sum, half));
        return TFloats.Times(square, TFloats.Over(TFloats.Minus(sum, t), TFloats.Minus(TFloats.All(6), TFloats.Times(x, t))));
    }
}
