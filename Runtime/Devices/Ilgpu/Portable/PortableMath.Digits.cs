using System.Numerics;
using System.Runtime.CompilerServices;
using HmmGen.Kernels;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <content>Rounding to decimal digits and in a chosen direction, by the steps that .NET takes.</content>
internal static partial class PortableMath
{
    /// <inheritdoc cref="DeviceMath.RoundDigits{T}(T, int)"/>
    public static T RoundDigits<T>(T value, int digits) where T : IFloatingPointIeee754<T> => DeviceMath.RoundDigits(value, digits, 0);

    /// <inheritdoc cref="DeviceMath.RoundDigits{T}(T, int, int)"/>
    public static float RoundDigits(float value, int digits, int mode)
    {
        // Numbers as large as this have no fraction.
        float power = (float)PowerOfTen(digits);
        float rounded = RoundMode(value * power, mode) / power;
        return DeviceMath.Less(Abs(value), 1e8f) != 0 ? rounded : value;
    }

    /// <inheritdoc cref="DeviceMath.RoundDigits{T}(T, int, int)"/>
    public static double RoundDigits(double value, int digits, int mode)
    {
        // Numbers as large as this have no fraction.
        double power = PowerOfTen(digits);
        double rounded = RoundMode(value * power, mode) / power;
        return DeviceMath.Less(Abs(value), 1e16d) != 0 ? rounded : value;
    }

    /// <inheritdoc cref="DeviceMath.RoundMode{T}(T, int)"/>
    public static float RoundMode(float value, int mode) => mode switch
    {
        1 => Truncate(value + CopySign(0.49999997f, value)),
        2 => Truncate(value),
        3 => Floor(value),
        4 => Ceiling(value),
        _ => Round(value),
    };

    /// <inheritdoc cref="DeviceMath.RoundMode{T}(T, int)"/>
    public static double RoundMode(double value, int mode) => mode switch
    {
        1 => Truncate(value + CopySign(0.49999999999999994, value)),
        2 => Truncate(value),
        3 => Floor(value),
        4 => Ceiling(value),
        _ => Round(value),
    };

    /// <summary>10 to a power from 0 to 15, which a double holds exactly.</summary>
    private static double PowerOfTen(int power)
    {
        double result = (power & 1) != 0 ? 10 : 1;
        result = (power & 2) != 0 ? result * 100 : result;
        result = (power & 4) != 0 ? result * 10_000 : result;
        return (power & 8) != 0 ? result * 100_000_000 : result;
    }
}
