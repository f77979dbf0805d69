// Safety: only addresses of functions are taken.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>
/// Functions that are evaluated as <see cref="double"/>, so that the <see cref="float"/> is the nearest one or its neighbour; and those of <see cref="double"/>,
/// which are .NET's for vectors where these are near enough.
/// </content>
public static unsafe partial class FastLaneMath
{
    /// <summary>The logarithm to the base 2, within 1 unit of the last place.</summary>
    /// <inheritdoc cref="Exp(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log2(Vector256<float> value) => LibraryLog.IsSupported ? LibraryLog.Of<BinaryLog>(value) : Logarithm(value, 1);

    /// <summary>The logarithm to the base 10, within 1 unit of the last place.</summary>
    /// <inheritdoc cref="Exp(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log10(Vector256<float> value) => Logarithm(value, 0.3010299956639812);

    /// <summary>The tangent, within 1 unit of the last place; beyond 100,000 that of <see cref="MathF"/>.</summary>
    /// <inheritdoc cref="Exp(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tan(Vector256<float> value)
    {
        Vector256<int> inRange = LaneMath.Less(Vector256.Abs(value), All(DoubleFunctions.SineRange));
        Vector256<float> result = Vector256.Narrow(
            DoubleFunctions.Tangent(Vector256.WidenLower(value)), DoubleFunctions.Tangent(Vector256.WidenUpper(value)));
        return LaneMath.All(inRange) ? result : FloatGuard.Patched(value, result, inRange, &MathF.Tan);
    }

    /// <summary>The hyperbolic sine, within 1 unit of the last place.</summary>
    /// <inheritdoc cref="Exp(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sinh(Vector256<float> value)
        => Vector256.Narrow(HyperbolicSine(Vector256.WidenLower(value)), HyperbolicSine(Vector256.WidenUpper(value)));

    /// <summary>The hyperbolic cosine, within 1 unit of the last place.</summary>
    /// <inheritdoc cref="Exp(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Cosh(Vector256<float> value)
        => Vector256.Narrow(HyperbolicCosine(Vector256.WidenLower(value)), HyperbolicCosine(Vector256.WidenUpper(value)));

    /// <summary>
    /// The power, within 1 unit of the last place; that of <see cref="MathF"/> for special numbers.
    /// </summary>
    /// <param name="value">The bases.</param>
    /// <param name="power">The exponents.</param>
    /// <returns>The results.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Pow(Vector256<float> value, Vector256<float> power) => LibraryLog.IsSupported ? LibraryPow.Of(value, power) : RaisedOrCalled(value, power);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> RaisedOrCalled(Vector256<float> value, Vector256<float> power)
    {
        Vector256<int> inRange = LaneMath.Greater(value, Vector256<float>.Zero) & LaneMath.Less(value, All(float.PositiveInfinity))
            & LaneMath.Less(Vector256.Abs(power), All(float.PositiveInfinity));
        Vector256<float> result = Vector256.Narrow(
            Raised(Vector256.WidenLower(value), Vector256.WidenLower(power)), Raised(Vector256.WidenUpper(value), Vector256.WidenUpper(power)));
        return LaneMath.All(inRange) ? result : FloatGuard.Patched(value, power, result, inRange, &MathF.Pow);
    }

    /// <summary>The exponential function, within 3 units of the last place.</summary>
    /// <inheritdoc cref="Exp(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> Exp(LanePair<double> value) => new(Vector256.Exp(value.Low), Vector256.Exp(value.High));

    /// <summary>The natural logarithm, within 3 units of the last place.</summary>
    /// <inheritdoc cref="Exp(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> Log(LanePair<double> value) => new(Vector256.Log(value.Low), Vector256.Log(value.High));

    /// <summary>The logarithm to the base 2, within 1 unit of the last place.</summary>
    /// <inheritdoc cref="Exp(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> Log2(LanePair<double> value) => new(DoubleLog2.Of(value.Low), DoubleLog2.Of(value.High));

    /// <summary>The sine, within 3 units of the last place.</summary>
    /// <inheritdoc cref="Exp(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> Sin(LanePair<double> value) => new(Vector256.Sin(value.Low), Vector256.Sin(value.High));

    /// <summary>The cosine, within 3 units of the last place.</summary>
    /// <inheritdoc cref="Exp(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> Cos(LanePair<double> value) => new(Vector256.Cos(value.Low), Vector256.Cos(value.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Logarithm(Vector256<float> value, double factor)
    {
        Vector256<double> scale = Vector256.Create(factor);
        Vector256<float> log = Vector256.Narrow(
            DoubleFunctions.Log2(Vector256.WidenLower(value)) * scale, DoubleFunctions.Log2(Vector256.WidenUpper(value)) * scale);
        return FloatFunctions.Ordinary<Vector256<float>, Floats8>(value, log);
    }

    // Beyond ±1000 all results are infinite or 0 as float.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Raised(Vector256<double> value, Vector256<double> power)
    {
        Vector256<double> log = DoubleFunctions.Log2(value) * power, most = Vector256.Create(1000d);
        return DoubleFunctions.Exp2(Vector256.MinNative(Vector256.MaxNative(log, -most), most));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> HyperbolicCosine(Vector256<double> x)
    {
        Vector256<double> exp = Grown(x);
        return (exp + Vector256<double>.One / exp) * Vector256.Create(0.5);
    }

    // Near 0 the two terms cancel out, and the series is exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> HyperbolicSine(Vector256<double> x)
    {
        Vector256<double> exp = Grown(x), z = x * x;
        Vector256<double> far = Vector256.CopySign((exp - Vector256<double>.One / exp) * Vector256.Create(0.5), x);
        Vector256<double> tail = Vector256.MultiplyAddEstimate(Vector256.Create(1 / 39916800d), z, Vector256.Create(1 / 362880d));
        tail = Vector256.MultiplyAddEstimate(Vector256.MultiplyAddEstimate(tail, z, Vector256.Create(1 / 5040d)), z, Vector256.Create(1 / 120d));
        Vector256<double> near = Vector256.MultiplyAddEstimate(Vector256.MultiplyAddEstimate(tail, z, Vector256.Create(1 / 6d)) * z, x, x);
        return Vector256.ConditionalSelect(Vector256.LessThan(Vector256.Abs(x), Vector256.Create(0.5)), near, far);
    }

    // The exponential of the size; beyond 100 all results are infinite as float. Of two operands NaN is taken where it is the right one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Grown(Vector256<double> x) => DoubleFunctions.Exp(Vector256.MinNative(Vector256.Create(100d), Vector256.Abs(x)));
}
