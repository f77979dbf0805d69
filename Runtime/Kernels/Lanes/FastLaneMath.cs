// Safety: only addresses of functions are taken.
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// Functions for kernels that ask for speed before bits: not those of <see cref="MathF"/>, but near the exact result. Each says how near, in units of its
/// last place, and a test measures it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe partial class FastLaneMath
{
    /// <summary>The exponential function, within 1.1 units of the last place.</summary>
    /// <param name="value">The arguments.</param>
    /// <returns>The results.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> value) => FloatFunctions.Exp<Vector256<float>, Floats8>(value);

    /// <summary>The natural logarithm, within 1 unit of the last place.</summary>
    /// <inheritdoc cref="Exp(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> value) => FloatFunctions.Log<Vector256<float>, Floats8>(value);

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

    /// <summary>The hyperbolic tangent, within 1 unit of the last place.</summary>
    /// <inheritdoc cref="Exp(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> value) => FloatFunctions.Tanh<Vector256<float>, Floats8>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> All(float value) => Vector256.Create(value);
}
