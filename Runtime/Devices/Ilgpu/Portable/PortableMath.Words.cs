using System.Runtime.CompilerServices;
using ILGPU;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <content>The parts of a <see cref="double"/>.</content>
internal static partial class PortableMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double HalfPi = 1.57079632679489655800e+00;
    private const double HalfPiLow = 6.12323399573676603587e-17;

    /// <summary>The bits of a number.</summary>
    /// <remarks>
    /// Both signs cancel out, and drivers drop them. They keep from ILGPU what it finds only late to be a constant: its PTX back end
    /// fails when it comes to reinterpret one.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Bits(float value) => Interop.FloatAsInt(-(-value));

    /// <inheritdoc cref="Bits(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Bits(double value) => Interop.FloatAsInt(-(-value));

    /// <summary>The number of some bits.</summary>
    /// <remarks>See <see cref="Bits(float)"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float FromBits(uint bits) => Interop.IntAsFloat(0 - (0 - bits));

    /// <inheritdoc cref="FromBits(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double FromBits(ulong bits) => Interop.IntAsFloat(0 - (0 - bits));

    /// <summary>The sign, the exponent and the first 20 bits of the fraction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int High(double value) => (int)(Bits(value) >> 32);

    /// <summary>The sign bit is cleared, so that sizes compare as integers do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Size(double value) => High(value) & 0x7FFF_FFFF;

    /// <summary>The value without the last 32 bits, so that a product of two such is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Head(double value) => FromBits(Bits(value) & 0xFFFF_FFFF_0000_0000ul);

    /// <summary>The value with another <see cref="High"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double WithHigh(double value, int high)
        => FromBits((Bits(value) & 0xFFFF_FFFFul) | ((ulong)(uint)high << 32));

    /// <summary>2 to a power from -1022 to 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double PowerOfTwo(int exponent) => FromBits((ulong)(uint)(exponent + 1023) << 52);

    /// <summary>A number near 1 times 2 to a power, rounded once even where the result is subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Scale(double value, int exponent)
    {
        int half = exponent >> 1;
        return value * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    /// <summary>The nearest whole number, of a number well below 2^51.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Nearest(double value) => (value + 6755399441055744.0) - 6755399441055744.0;
}
