using System.Numerics;

namespace HmmGen.Kernels;

/// <content>
/// Comparisons of floating-point numbers. They give an <see cref="int"/> because ILGPU's OpenCL back end turns a branch on
/// <c>x &lt; y</c> into its opposite, <c>x &gt;= y</c>, which is wrong for NaN; a number keeps the order as it is.
/// </content>
public static partial class DeviceMath
{
    /// <summary>Whether a number is less than another; never so for NaN.</summary>
    /// <param name="left">The number.</param>
    /// <param name="right">The other.</param>
    /// <returns>1 or 0.</returns>
    public static int Less<T>(T left, T right) where T : INumber<T> => left < right ? 1 : 0;

    /// <summary>Whether a number is at most another; never so for NaN.</summary>
    /// <inheritdoc cref="Less{T}(T, T)"/>
    public static int LessOrEqual<T>(T left, T right) where T : INumber<T> => left <= right ? 1 : 0;

    /// <summary>Whether a number is greater than another; never so for NaN.</summary>
    /// <inheritdoc cref="Less{T}(T, T)"/>
    public static int Greater<T>(T left, T right) where T : INumber<T> => left > right ? 1 : 0;

    /// <summary>Whether a number is at least another; never so for NaN.</summary>
    /// <inheritdoc cref="Less{T}(T, T)"/>
    public static int GreaterOrEqual<T>(T left, T right) where T : INumber<T> => left >= right ? 1 : 0;
}
