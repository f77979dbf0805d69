using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>
/// Casts to integers narrower than <see cref="int"/>: lanes of <see cref="int"/> in the narrow range. From floating-point numbers by way of an integer.
/// </content>
public static partial class LaneMath
{
    /// <summary>The cast to <see cref="byte"/>.</summary>
    /// <param name="value">The numbers.</param>
    /// <returns>The converted numbers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToByte(Vector256<int> value) => value & Vector256.Create(0xFF);

    /// <inheritdoc cref="ToByte(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToByte(Vector256<uint> value) => ToByte(ToInt32(value));

    /// <inheritdoc cref="ToByte(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToByte(Vector256<float> value) => ToByte(ToInt32(value));

    /// <inheritdoc cref="ToByte(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToByte(LanePair<long> value) => ToByte(ToInt32(value));

    /// <inheritdoc cref="ToByte(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToByte(LanePair<ulong> value) => ToByte(ToInt32(value));

    /// <inheritdoc cref="ToByte(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToByte(LanePair<double> value) => ToByte(ToInt32(value));

    /// <summary>The cast to <see cref="sbyte"/>.</summary>
    /// <param name="value">The numbers.</param>
    /// <returns>The converted numbers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToSByte(Vector256<int> value) => (value << 24) >> 24;

    /// <inheritdoc cref="ToSByte(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToSByte(Vector256<uint> value) => ToSByte(ToInt32(value));

    /// <inheritdoc cref="ToSByte(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToSByte(Vector256<float> value) => ToSByte(ToInt32(value));

    /// <inheritdoc cref="ToSByte(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToSByte(LanePair<long> value) => ToSByte(ToInt32(value));

    /// <inheritdoc cref="ToSByte(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToSByte(LanePair<ulong> value) => ToSByte(ToInt32(value));

    /// <inheritdoc cref="ToSByte(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToSByte(LanePair<double> value) => ToSByte(ToInt32(value));

    /// <summary>The cast to <see cref="short"/>.</summary>
    /// <param name="value">The numbers.</param>
    /// <returns>The converted numbers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToInt16(Vector256<int> value) => (value << 16) >> 16;

    /// <inheritdoc cref="ToInt16(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToInt16(Vector256<uint> value) => ToInt16(ToInt32(value));

    /// <inheritdoc cref="ToInt16(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToInt16(Vector256<float> value) => ToInt16(ToInt32(value));

    /// <inheritdoc cref="ToInt16(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToInt16(LanePair<long> value) => ToInt16(ToInt32(value));

    /// <inheritdoc cref="ToInt16(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToInt16(LanePair<ulong> value) => ToInt16(ToInt32(value));

    /// <inheritdoc cref="ToInt16(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToInt16(LanePair<double> value) => ToInt16(ToInt32(value));

    /// <summary>The cast to <see cref="ushort"/>.</summary>
    /// <param name="value">The numbers.</param>
    /// <returns>The converted numbers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToUInt16(Vector256<int> value) => value & Vector256.Create(0xFFFF);

    /// <inheritdoc cref="ToUInt16(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToUInt16(Vector256<uint> value) => ToUInt16(ToInt32(value));

    /// <inheritdoc cref="ToUInt16(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToUInt16(Vector256<float> value) => ToUInt16(ToInt32(value));

    /// <inheritdoc cref="ToUInt16(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToUInt16(LanePair<long> value) => ToUInt16(ToInt32(value));

    /// <inheritdoc cref="ToUInt16(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToUInt16(LanePair<ulong> value) => ToUInt16(ToInt32(value));

    /// <inheritdoc cref="ToUInt16(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToUInt16(LanePair<double> value) => ToUInt16(ToInt32(value));

    /// <summary>The cast to <see cref="char"/>.</summary>
    /// <param name="value">The numbers.</param>
    /// <returns>The converted numbers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToChar(Vector256<int> value) => value & Vector256.Create(0xFFFF);

    /// <inheritdoc cref="ToChar(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToChar(Vector256<uint> value) => ToChar(ToInt32(value));

    /// <inheritdoc cref="ToChar(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToChar(Vector256<float> value) => ToChar(ToInt32(value));

    /// <inheritdoc cref="ToChar(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToChar(LanePair<long> value) => ToChar(ToInt32(value));

    /// <inheritdoc cref="ToChar(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToChar(LanePair<ulong> value) => ToChar(ToInt32(value));

    /// <inheritdoc cref="ToChar(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToChar(LanePair<double> value) => ToChar(ToInt32(value));
}
