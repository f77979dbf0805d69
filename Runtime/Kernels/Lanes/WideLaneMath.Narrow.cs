using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>Casts to integers narrower than <see cref="int"/>: lanes of <see cref="int"/> in the narrow range.</content>
public static partial class WideLaneMath
{
    /// <inheritdoc cref="LaneMath.ToByte(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToByte(Vector512<int> value) => value & Vector512.Create(0xFF);

    /// <inheritdoc cref="LaneMath.ToByte(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToByte(Vector512<float> value) => ToByte(ToInt32(value));

    /// <inheritdoc cref="LaneMath.ToSByte(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToSByte(Vector512<int> value) => (value << 24) >> 24;

    /// <inheritdoc cref="LaneMath.ToSByte(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToSByte(Vector512<float> value) => ToSByte(ToInt32(value));

    /// <inheritdoc cref="LaneMath.ToInt16(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToInt16(Vector512<int> value) => (value << 16) >> 16;

    /// <inheritdoc cref="LaneMath.ToInt16(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToInt16(Vector512<float> value) => ToInt16(ToInt32(value));

    /// <inheritdoc cref="LaneMath.ToUInt16(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToUInt16(Vector512<int> value) => value & Vector512.Create(0xFFFF);

    /// <inheritdoc cref="LaneMath.ToUInt16(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToUInt16(Vector512<float> value) => ToUInt16(ToInt32(value));
}
