using System.ComponentModel;
using System.Numerics;

namespace HmmGen.Kernels;

/// <summary>
/// The functions that device code calls in the place of those of <see cref="Math"/>, <see cref="MathF"/>,
/// <see cref="System.Numerics.BitOperations"/>, <see cref="BitConverter"/> and the numeric types, and of operators that devices
/// understand in another way than .NET.
/// </summary>
/// <remarks>
/// As compiled .NET code these are .NET's own functions. Where ILGPU or a device would give something else, the ILGPU
/// engine compiles the namesake in <see cref="HmmGen.Devices.Ilgpu.Portable.PortableMath"/> instead, which gives .NET's result bit for bit, or, for
/// transcendental functions, within the bound that <c>docs/kernels.md</c> states. None of these functions throws.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class DeviceMath
{
    /// <summary>The absolute value.</summary>
    /// <remarks>Of the smallest integer: that integer, where <see cref="Math.Abs(int)"/> throws; generated code guards it.</remarks>
    /// <param name="value">The value.</param>
    /// <returns>The absolute value.</returns>
    public static T Abs<T>(T value) where T : INumberBase<T> => T.IsNegative(value) ? -value : value;

    /// <summary>The sign. Of NaN: 0, where <see cref="Math.Sign(float)"/> throws; generated code guards it.</summary>
    /// <param name="value">The value.</param>
    /// <returns>-1, 0 or 1.</returns>
    public static int Sign<T>(T value) where T : INumber<T> => Greater(value, T.Zero) - Less(value, T.Zero);

    /// <inheritdoc cref="INumber{T}.CopySign(T, T)"/>
    public static T CopySign<T>(T value, T sign) where T : IFloatingPointIeee754<T> => T.CopySign(value, sign);
}
