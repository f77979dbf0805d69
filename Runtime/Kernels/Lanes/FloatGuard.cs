// Safety: only lanes of local vectors are reached by address.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// Tells which results of <see cref="double"/> may be rounded to another <see cref="float"/> than the C library's, and has those lanes computed by it. A
/// library that is off by less than the guard's width rounds all other results as they are rounded here.
/// </summary>
internal static unsafe class FloatGuard
{
    /// <summary>The lanes whose dropped bits are not near the midpoint of two numbers of <see cref="float"/>.</summary>
    /// <param name="low">Results of lanes 0 to 3; 0, or normal as a <see cref="float"/>.</param>
    /// <param name="high">Those of lanes 4 to 7.</param>
    /// <param name="width">How near: in units of the last place of the <see cref="float"/>, on each side.</param>
    /// <returns>The mask of lanes that are sure.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Sure(Vector256<double> low, Vector256<double> high, double width)
    {
        // The 29 bits that are dropped, at the top of 32: as a signed number, the midpoint is the least one, and what is added moves the near ones above it.
        uint near = (uint)(width * 4294967296);
        Vector256<uint> dropped = Vector256.Narrow(low.AsUInt64(), high.AsUInt64()) << 3;
        return Vector256.GreaterThan((dropped + Vector256.Create(near)).AsInt32(), Vector256.Create(int.MinValue + (int)(2 * near)));
    }

    /// <summary>Has the lanes that are not sure computed by the C library. It is called seldom, and so not inlined.</summary>
    /// <param name="value">The arguments.</param>
    /// <param name="result">The results.</param>
    /// <param name="sure">The lanes that stay.</param>
    /// <param name="function">The function.</param>
    /// <returns>The library's results in all lanes.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Patched(Vector256<float> value, Vector256<float> result, Vector256<int> sure, delegate*<float, float> function)
        => Called(value, result, sure, function);

    /// <summary>The same for the exponential function. Far below, where masked scores are, all results are 0, and nothing is called.</summary>
    /// <param name="value">The arguments.</param>
    /// <param name="result">The results.</param>
    /// <param name="sure">The lanes that stay.</param>
    /// <returns>The library's results in all lanes.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> PatchedExp(Vector256<float> value, Vector256<float> result, Vector256<int> sure)
    {
        Vector256<int> isFarBelow = LaneMath.Less(value, Vector256.Create(-104f));
        return Called(value, Vector256.AndNot(result, isFarBelow.AsSingle()), sure | isFarBelow, &MathF.Exp);
    }

    /// <summary>The same for a function of two numbers.</summary>
    /// <param name="left">The first arguments.</param>
    /// <param name="right">The second ones.</param>
    /// <param name="result">The results.</param>
    /// <param name="sure">The lanes that stay.</param>
    /// <param name="function">The function.</param>
    /// <returns>The results, with the library's in the other lanes.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Patched(
        Vector256<float> left, Vector256<float> right, Vector256<float> result, Vector256<int> sure, delegate*<float, float, float> function)
    {
        Vector256<float> lefts = left, rights = right, results = result;
        for (uint bits = LaneMath.Bits(~sure); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            ((float*)&results)[lane] = function(((float*)&lefts)[lane], ((float*)&rights)[lane]);
        }

        return results;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Called(Vector256<float> value, Vector256<float> result, Vector256<int> sure, delegate*<float, float> function)
    {
        Vector256<float> values = value, results = result;
        for (uint bits = LaneMath.Bits(~sure); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            ((float*)&results)[lane] = function(((float*)&values)[lane]);
        }

        return results;
    }
}
