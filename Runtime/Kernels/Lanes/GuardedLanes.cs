// Safety: only addresses of functions are taken.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// The guarded functions to be called through their addresses, at full speed from the first call on: the .NET compiler begins with slow code otherwise.
/// </summary>
internal static unsafe class GuardedLanes
{
    /// <summary><see cref="LibraryExp.Of(Vector256{float})"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> TableExp(Vector256<float> value) => LibraryExp.Of(value);

    /// <summary><see cref="LaneMath.GuardedExp"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Exp(Vector256<float> value) => LaneMath.GuardedExp(value);

    /// <summary><see cref="LaneMath.GuardedSin"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Sin(Vector256<float> value) => LaneMath.GuardedSin(value);

    /// <summary><see cref="LaneMath.GuardedCos"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Cos(Vector256<float> value) => LaneMath.GuardedCos(value);

    /// <summary><see cref="LibraryLog.Of{TBase}(Vector256{float})"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Log(Vector256<float> value) => LibraryLog.Of<NaturalLog>(value);

    /// <summary><see cref="LibraryLog.Of{TBase}(Vector256{float})"/> to the base 2.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Log2(Vector256<float> value) => LibraryLog.Of<BinaryLog>(value);

    /// <summary><see cref="LibraryLog10.Of(Vector256{float})"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Log10(Vector256<float> value) => LibraryLog10.Of(value);

    /// <summary><see cref="LibraryTanh.Of{T, TFloats}"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Tanh(Vector256<float> value) => LibraryTanh.Of<Vector256<float>, Floats8>(value);

    /// <summary><see cref="LaneMath.RoundedTanh"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> RoundedTanh(Vector256<float> value) => LaneMath.RoundedTanh(value, &MathF.Tanh);

    /// <summary><see cref="LaneMath.RoundedLog10"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> RoundedLog10(Vector256<float> value) => LaneMath.RoundedLog10(value, &MathF.Log10);

    /// <summary><see cref="LibraryPow.Of"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Pow(Vector256<float> value, Vector256<float> power) => LibraryPow.Of(value, power);
}
