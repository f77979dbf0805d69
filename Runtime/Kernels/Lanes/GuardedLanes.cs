using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// The guarded functions to be called through their addresses, at full speed from the first call on: the .NET compiler begins with slow code otherwise.
/// </summary>
internal static class GuardedLanes
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

    /// <summary><see cref="LibraryLog.Of(Vector256{float})"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Log(Vector256<float> value) => LibraryLog.Of(value);
}
