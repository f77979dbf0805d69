using System.Numerics;
using HmmGen.Kernels;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <content>
/// Comparisons of floating-point numbers. Where the left number is a constant, ILGPU exchanges the two and takes the comparison for one that is true for NaN.
/// So NaN is asked for as well: of a constant that costs nothing.
/// </content>
internal static partial class PortableMath
{
    /// <inheritdoc cref="DeviceMath.Less{T}(T, T)"/>
    public static int Less<T>(T left, T right) where T : IFloatingPointIeee754<T> => (left < right ? 1 : 0) & Ordered(left, right);

    /// <inheritdoc cref="DeviceMath.LessOrEqual{T}(T, T)"/>
    public static int LessOrEqual<T>(T left, T right) where T : IFloatingPointIeee754<T> => (left <= right ? 1 : 0) & Ordered(left, right);

    /// <inheritdoc cref="DeviceMath.Greater{T}(T, T)"/>
    public static int Greater<T>(T left, T right) where T : IFloatingPointIeee754<T> => (left > right ? 1 : 0) & Ordered(left, right);

    /// <inheritdoc cref="DeviceMath.GreaterOrEqual{T}(T, T)"/>
    public static int GreaterOrEqual<T>(T left, T right) where T : IFloatingPointIeee754<T> => (left >= right ? 1 : 0) & Ordered(left, right);

    /// <summary>Whether neither number is NaN.</summary>
    private static int Ordered<T>(T left, T right) where T : IFloatingPointIeee754<T> => DeviceMath.IsNaN(left) | DeviceMath.IsNaN(right) ? 0 : 1;
}
