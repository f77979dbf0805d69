// Safety: only the address of a function is taken.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// The logarithm to the base 10 as C libraries compute it that took it from Sun's fdlibm, such as glibc before 2.41: from the natural logarithm of what is left
/// without the power of two, by steps of <see cref="float"/>. Nothing is fused, as there.
/// </summary>
internal static unsafe class LibraryLog10
{
    /// <summary>The logarithms of sixteen lanes, where there are vectors of 512 bits.</summary>
    /// <param name="value">The arguments.</param>
    /// <returns>The results, with the bits of such a library.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> value)
    {
        Vector512<int> bits = value.AsInt32(), power = (bits >> 23) - Vector512.Create(127);
        power += power >>> 31;
        Vector512<float> near = (bits - (power << 23)).AsSingle(), exponent = Vector512.ConvertToSingle(power);
        Vector512<float> result = exponent * Vector512.Create(7.903415e-07f) + Vector512.Create(0.4342945f) * LibraryLog.Of<NaturalLog>(near);
        result += exponent * Vector512.Create(0.3010292f);
        return Vector512.LessThanAll((bits - Vector512.Create(LibraryLog.Least)).AsUInt32(), Vector512.Create(LibraryLog.Normal)) ? result : Patched(value, result);
    }

    /// <summary>The logarithms of eight lanes.</summary>
    /// <inheritdoc cref="Of(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> value)
    {
        Vector256<int> bits = value.AsInt32(), power = (bits >> 23) - Vector256.Create(127), sure = LibraryLog.IsNormal(value);
        power += power >>> 31;
        Vector256<float> near = (bits - (power << 23)).AsSingle(), exponent = Vector256.ConvertToSingle(power);
        Vector256<float> result = exponent * Vector256.Create(7.903415e-07f) + Vector256.Create(0.4342945f) * LibraryLog.Of<NaturalLog>(near);
        result += exponent * Vector256.Create(0.3010292f);
        return LaneMath.All(sure) ? result : FloatGuard.Patched(value, result, sure, &MathF.Log10);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector512<float> Patched(Vector512<float> value, Vector512<float> result)
    {
        Vector256<float> lower = value.GetLower(), upper = value.GetUpper();
        return WideLaneMath.Joined(
            FloatGuard.Patched(lower, result.GetLower(), LibraryLog.IsNormal(lower), &MathF.Log10),
            FloatGuard.Patched(upper, result.GetUpper(), LibraryLog.IsNormal(upper), &MathF.Log10));
    }
}
