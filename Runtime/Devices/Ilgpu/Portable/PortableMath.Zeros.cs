using System.Runtime.CompilerServices;
using HmmGen.Kernels;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <content>
/// The lesser and the greater of a number and the constant -0. What .NET finds of 0 and of -0 depends on the host's processor, and a
/// device follows its host: the four answers are asked for once.
/// </content>
internal static partial class PortableMath
{
    private static readonly int MinOfZero = Sign(DeviceMath.MinNegativeZero(0f));
    private static readonly int MinOfNegativeZero = Sign(DeviceMath.MinNegativeZero(-0f));
    private static readonly int MaxOfZero = Sign(DeviceMath.MaxNegativeZero(0f));
    private static readonly int MaxOfNegativeZero = Sign(DeviceMath.MaxNegativeZero(-0f));

    /// <inheritdoc cref="DeviceMath.MinNegativeZero(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinNegativeZero(float x)
    {
        int negative = Bits(x) == 0 ? MinOfZero : MinOfNegativeZero;
        return x == 0 ? FromBits(negative != 0 ? 0x8000_0000u : 0) : Min(x, -0f);
    }

    /// <inheritdoc cref="DeviceMath.MinNegativeZero(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinNegativeZero(double x)
    {
        int negative = Bits(x) == 0 ? MinOfZero : MinOfNegativeZero;
        return x == 0 ? FromBits(negative != 0 ? 0x8000_0000_0000_0000ul : 0) : Min(x, -0d);
    }

    /// <inheritdoc cref="DeviceMath.MaxNegativeZero(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxNegativeZero(float x)
    {
        int negative = Bits(x) == 0 ? MaxOfZero : MaxOfNegativeZero;
        return x == 0 ? FromBits(negative != 0 ? 0x8000_0000u : 0) : Max(x, -0f);
    }

    /// <inheritdoc cref="DeviceMath.MaxNegativeZero(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxNegativeZero(double x)
    {
        int negative = Bits(x) == 0 ? MaxOfZero : MaxOfNegativeZero;
        return x == 0 ? FromBits(negative != 0 ? 0x8000_0000_0000_0000ul : 0) : Max(x, -0d);
    }

    private static int Sign(float zero) => BitConverter.SingleToInt32Bits(zero) < 0 ? 1 : 0;
}
