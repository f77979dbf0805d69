using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <summary>Eight lanes of a 64-bit number: what one <see cref="Vector256{T}"/> is for a 32-bit one.</summary>
/// <typeparam name="T"><see cref="double"/>, <see cref="long"/> or <see cref="ulong"/>.</typeparam>
/// <remarks>
/// The halves are fields, not properties. .NET writes each member into its caller, and stops where a method gets too many locals by it: what is left are calls.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LanePair<T>
{
    /// <summary>Lanes 0 to 3.</summary>
    public readonly Vector256<T> Low;

    /// <summary>Lanes 4 to 7.</summary>
    public readonly Vector256<T> High;

    /// <summary>Eight lanes.</summary>
    /// <param name="low">Lanes 0 to 3.</param>
    /// <param name="high">Lanes 4 to 7.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LanePair(Vector256<T> low, Vector256<T> high)
    {
        Low = low;
        High = high;
    }

    /// <summary>One value in all lanes.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LanePair(T value)
    {
        Low = Vector256.Create(value);
        High = Vector256.Create(value);
    }

    /// <summary>The sum, lane by lane.</summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>What the operator gives in each lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> operator +(LanePair<T> left, LanePair<T> right) => new(left.Low + right.Low, left.High + right.High);

    /// <summary>The difference, lane by lane.</summary>
    /// <inheritdoc cref="op_Addition"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> operator -(LanePair<T> left, LanePair<T> right) => new(left.Low - right.Low, left.High - right.High);

    /// <summary>The product, lane by lane.</summary>
    /// <inheritdoc cref="op_Addition"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> operator *(LanePair<T> left, LanePair<T> right) => new(left.Low * right.Low, left.High * right.High);

    /// <summary>The quotient of numbers of <see cref="double"/>; integers have <see cref="LaneMath.Divide(LanePair{long}, LanePair{long})"/>.</summary>
    /// <inheritdoc cref="op_Addition"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> operator /(LanePair<T> left, LanePair<T> right) => new(left.Low / right.Low, left.High / right.High);

    /// <summary>The bits that both have.</summary>
    /// <inheritdoc cref="op_Addition"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> operator &(LanePair<T> left, LanePair<T> right) => new(left.Low & right.Low, left.High & right.High);

    /// <summary>The bits that one of them has.</summary>
    /// <inheritdoc cref="op_Addition"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> operator |(LanePair<T> left, LanePair<T> right) => new(left.Low | right.Low, left.High | right.High);

    /// <summary>The bits that differ.</summary>
    /// <inheritdoc cref="op_Addition"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> operator ^(LanePair<T> left, LanePair<T> right) => new(left.Low ^ right.Low, left.High ^ right.High);

    /// <summary>The other bits.</summary>
    /// <param name="value">The operand.</param>
    /// <returns>What the operator gives in each lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> operator ~(LanePair<T> value) => new(~value.Low, ~value.High);

    /// <summary>The opposite.</summary>
    /// <inheritdoc cref="op_OnesComplement"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> operator -(LanePair<T> value) => new(-value.Low, -value.High);

    /// <summary>All lanes shifted to the left by one count.</summary>
    /// <param name="value">The lanes.</param>
    /// <param name="count">How far; the lowest six bits count.</param>
    /// <returns>What the operator gives in each lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> operator <<(LanePair<T> value, int count) => new(value.Low << count, value.High << count);

    /// <summary>All lanes shifted to the right by one count, with their sign.</summary>
    /// <inheritdoc cref="op_LeftShift"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> operator >>(LanePair<T> value, int count) => new(value.Low >> count, value.High >> count);

    /// <summary>All lanes shifted to the right by one count, filled with zeros.</summary>
    /// <inheritdoc cref="op_LeftShift"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> operator >>>(LanePair<T> value, int count) => new(value.Low >>> count, value.High >>> count);
}
