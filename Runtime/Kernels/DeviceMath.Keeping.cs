using System.Numerics;

namespace HmmGen.Kernels;

/// <content>Values that ILGPU must not simplify with what is done to them next, because it would not do so exactly.</content>
public static partial class DeviceMath
{
    /// <summary>
    /// A number that enters a sum, difference or product with a constant: keeps ILGPU from taking <c>(x * a) * b</c> for
    /// <c>x * (a * b)</c>, and the like for sums, which round in other places.
    /// </summary>
    /// <param name="value">The number.</param>
    /// <returns>The number.</returns>
    public static T Apart<T>(T value) where T : IFloatingPointIeee754<T> => value;

    /// <summary>
    /// A narrow integer that is converted to another type. ILGPU forgets the sign of one on the way to a type of the same
    /// size, and from a signed one to a wider unsigned one; from an <see cref="int"/> it converts rightly.
    /// </summary>
    /// <param name="value">The integer.</param>
    /// <returns>The integer.</returns>
    public static int Widen(int value) => value;

    /// <summary>
    /// An integer taken for a signed one. Of two conversions that follow each other ILGPU remembers only what the first one said about the
    /// sign, and a change of the sign's meaning between them is no instruction that it would see.
    /// </summary>
    /// <param name="value">The integer.</param>
    /// <returns>The same bits.</returns>
    public static int Signed(uint value) => unchecked((int)value);

    /// <inheritdoc cref="Signed(uint)"/>
    public static long Signed(ulong value) => unchecked((long)value);

    /// <summary>An integer taken for an unsigned one, for the reason told at <see cref="Signed(uint)"/>.</summary>
    /// <param name="value">The integer.</param>
    /// <returns>The same bits.</returns>
    public static uint Unsigned(int value) => unchecked((uint)value);

    /// <inheritdoc cref="Unsigned(int)"/>
    public static ulong Unsigned(long value) => unchecked((ulong)value);
}
