using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>Division by constant powers of two, by shifts.</content>
public static partial class LaneMath
{
    /// <summary>The operator <c>/</c> with a power of two as its right side. It rounds toward zero, as C# does.</summary>
    /// <param name="value">The lanes.</param>
    /// <param name="power">The exponent, at least 1 and less than the bits of a lane without the sign.</param>
    /// <returns>value / 2^power.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> DivideByPower(Vector256<int> value, int power) => (value + ((value >> 31) >>> (32 - power))) >> power;

    /// <inheritdoc cref="DivideByPower(Vector256{int}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> DivideByPower(Vector256<uint> value, int power) => value >>> power;

    /// <inheritdoc cref="DivideByPower(Vector256{int}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<long> DivideByPower(LanePair<long> value, int power)
    {
        LanePair<long> negative = Select(Less(value, default), new LanePair<long>((1L << power) - 1), default);
        LanePair<long> sum = value + negative;
        return sum >> power;
    }

    /// <inheritdoc cref="DivideByPower(Vector256{int}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> DivideByPower(LanePair<ulong> value, int power) => value >>> power;
}
