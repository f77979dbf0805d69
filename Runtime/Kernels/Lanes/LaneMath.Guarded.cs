// Safety: only addresses of functions are taken.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>
/// Functions with the bits of <see cref="MathF"/> at the speed of vectors: evaluated as <see cref="double"/>, and by the C library in the few lanes that are
/// near a midpoint or out of range. Where the library of this machine is not of that kind, it computes all lanes.
/// </content>
public static unsafe partial class LaneMath
{
    private const double SineWidth = 0.005, RoundedWidth = 0.01;

    /// <inheritdoc cref="DeviceMath.Exp{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> value)
        => LibraryVerdict.OfExp.Table ? LibraryExp.Of(value) : LibraryVerdict.OfExp.Guarded ? GuardedExp(value) : EachLane.Apply<LaneFunctions.Exp>(value);

    /// <inheritdoc cref="DeviceMath.Sin{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sin(Vector256<float> value) => LibraryVerdict.OfSin.Guarded ? GuardedSin(value) : EachLane.Apply<LaneFunctions.Sin>(value);

    /// <inheritdoc cref="DeviceMath.Cos{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Cos(Vector256<float> value) => LibraryVerdict.OfCos.Guarded ? GuardedCos(value) : EachLane.Apply<LaneFunctions.Cos>(value);

    /// <inheritdoc cref="DeviceMath.Log{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> value) => LibraryVerdict.OfLog.Steps ? LibraryLog.Of<NaturalLog>(value) : EachLane.Apply<LaneFunctions.Log>(value);

    /// <inheritdoc cref="DeviceMath.Log2{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log2(Vector256<float> value) => LibraryVerdict.OfLog2.Steps ? LibraryLog.Of<BinaryLog>(value) : EachLane.Apply<LaneFunctions.Log2>(value);

    /// <inheritdoc cref="DeviceMath.Log10{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log10(Vector256<float> value) => LibraryVerdict.OfLog10.Steps ? LibraryLog10.Of(value) : LibraryVerdict.OfLog10.Rounded ? RoundedLog10(value, &MathF.Log10) : EachLane.Apply<LaneFunctions.Log10>(value);

    /// <inheritdoc cref="DeviceMath.Tanh{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> value)
        => LibraryVerdict.OfTanh.Steps ? LibraryTanh.Of<Vector256<float>, Floats8>(value)
            : LibraryVerdict.OfTanh.Rounded ? RoundedTanh(value, &MathF.Tanh) : EachLane.Apply<LaneFunctions.Tanh>(value);

    /// <inheritdoc cref="DeviceMath.Pow{T}(T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Pow(Vector256<float> value, Vector256<float> power)
        => LibraryVerdict.OfPow.Steps ? LibraryPow.Of(value, power) : EachLane.Join<LaneFunctions.Pow>(value, power);

    /// <summary><see cref="Exp(Vector256{float})"/>, whatever the library is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> GuardedExp(Vector256<float> value)
    {
        Vector256<float> result = SummedExp.Least(value, out Vector256<float> most);
        Vector256<int> sure = Equal(result, most) & Less(Vector256.Abs(value), Vector256.Create(DoubleFunctions.ExpRange));
        return All(sure) ? result : FloatGuard.PatchedExp(value, result, sure);
    }

    /// <summary><see cref="Sin(Vector256{float})"/>, whatever the library is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> GuardedSin(Vector256<float> value)
    {
        Vector256<float> result = Sine(value, 0, out Vector256<int> sure);
        return All(sure) ? result : FloatGuard.Patched(value, result, sure, &MathF.Sin);
    }

    /// <summary><see cref="Cos(Vector256{float})"/>, whatever the library is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> GuardedCos(Vector256<float> value)
    {
        Vector256<float> result = Sine(value, 1, out Vector256<int> sure);
        return All(sure) ? result : FloatGuard.Patched(value, result, sure, &MathF.Cos);
    }

    /// <summary>The hyperbolic tangent of libraries that round the exact result, as glibc does from 2.41 on.</summary>
    /// <param name="value">The arguments.</param>
    /// <param name="library">The library's function.</param>
    /// <returns>The results.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> RoundedTanh(Vector256<float> value, delegate*<float, float> library)
    {
        Vector256<double> low = DoubleFunctions.Tanh(Vector256.WidenLower(value)), high = DoubleFunctions.Tanh(Vector256.WidenUpper(value));
        Vector256<float> result = Vector256.Narrow(low, high);
        Vector256<int> sure = FloatGuard.Sure(low, high, RoundedWidth) & Equal(value, value);
        return All(sure) ? result : FloatGuard.Patched(value, result, sure, library);
    }

    /// <summary>The logarithm to the base 10 of such libraries.</summary>
    /// <inheritdoc cref="RoundedTanh"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> RoundedLog10(Vector256<float> value, delegate*<float, float> library)
    {
        Vector256<double> scale = Vector256.Create(0.3010299956639812);
        Vector256<double> low = DoubleFunctions.Log2(Vector256.WidenLower(value)) * scale, high = DoubleFunctions.Log2(Vector256.WidenUpper(value)) * scale;
        Vector256<float> result = Vector256.Narrow(low, high);
        Vector256<int> sure = FloatGuard.Sure(low, high, RoundedWidth) & LibraryLog.IsNormal(value);
        return All(sure) ? result : FloatGuard.Patched(value, result, sure, library);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Sine(Vector256<float> value, long quarters, out Vector256<int> sure)
    {
        Vector256<double> low = DoubleFunctions.Sine(Vector256.WidenLower(value), quarters), high = DoubleFunctions.Sine(Vector256.WidenUpper(value), quarters);
        Vector256<float> result = Vector256.Narrow(low, high), size = Vector256.Abs(value);

        // Next to a multiple of π/2 a library's own reduction by one number of double is off by more than the guard's width.
        Vector256<int> isSmall = Less(Vector256.Abs(result), Vector256.Create(0.001f)) & Greater(size, Vector256.Create(0.5f));
        sure = Vector256.AndNot(FloatGuard.Sure(low, high, SineWidth) & Less(size, Vector256.Create(DoubleFunctions.SineRange)), isSmall);
        return result;
    }
}
