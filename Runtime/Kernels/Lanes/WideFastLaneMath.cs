using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <summary>The functions of <see cref="FastLaneMath"/> for sixteen work items at once. Those that are evaluated as <see cref="double"/> are done in two halves.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WideFastLaneMath
{
    /// <inheritdoc cref="FastLaneMath.Exp(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> value) => FloatFunctions.Exp<Vector512<float>, Floats16>(value);

    /// <inheritdoc cref="FastLaneMath.Log(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> value) => FloatFunctions.Log<Vector512<float>, Floats16>(value);

    /// <inheritdoc cref="FastLaneMath.Tanh(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> value) => FloatFunctions.Tanh<Vector512<float>, Floats16>(value);

    /// <inheritdoc cref="FastLaneMath.Log2(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log2(Vector512<float> value)
        => Avx512F.IsSupported ? LibraryLog.Of<BinaryLog>(value) : WideLaneMath.Joined(FastLaneMath.Log2(value.GetLower()), FastLaneMath.Log2(value.GetUpper()));

    /// <inheritdoc cref="FastLaneMath.Log10(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log10(Vector512<float> value) => WideLaneMath.Joined(FastLaneMath.Log10(value.GetLower()), FastLaneMath.Log10(value.GetUpper()));

    /// <inheritdoc cref="FastLaneMath.Sin(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sin(Vector512<float> value) => WideLaneMath.Joined(FastLaneMath.Sin(value.GetLower()), FastLaneMath.Sin(value.GetUpper()));

    /// <inheritdoc cref="FastLaneMath.Cos(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Cos(Vector512<float> value) => WideLaneMath.Joined(FastLaneMath.Cos(value.GetLower()), FastLaneMath.Cos(value.GetUpper()));

    /// <inheritdoc cref="FastLaneMath.Tan(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tan(Vector512<float> value) => WideLaneMath.Joined(FastLaneMath.Tan(value.GetLower()), FastLaneMath.Tan(value.GetUpper()));

    /// <inheritdoc cref="FastLaneMath.Sinh(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sinh(Vector512<float> value) => WideLaneMath.Joined(FastLaneMath.Sinh(value.GetLower()), FastLaneMath.Sinh(value.GetUpper()));

    /// <inheritdoc cref="FastLaneMath.Cosh(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Cosh(Vector512<float> value) => WideLaneMath.Joined(FastLaneMath.Cosh(value.GetLower()), FastLaneMath.Cosh(value.GetUpper()));

    /// <inheritdoc cref="FastLaneMath.Pow(Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Pow(Vector512<float> value, Vector512<float> power)
        => WideLaneMath.Joined(FastLaneMath.Pow(value.GetLower(), power.GetLower()), FastLaneMath.Pow(value.GetUpper(), power.GetUpper()));
}
