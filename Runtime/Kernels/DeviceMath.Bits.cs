using System.Numerics;
using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <content>Counting and rotating bits. The counts are <see cref="int"/> for every type, as those of <see cref="BitOperations"/> are.</content>
public static partial class DeviceMath
{
    /// <summary>The number of bits that are 1.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PopCount(uint value) => BitOperations.PopCount(value);

    /// <inheritdoc cref="PopCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PopCount(int value) => BitOperations.PopCount((uint)value);

    /// <inheritdoc cref="PopCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PopCount(ulong value) => BitOperations.PopCount(value);

    /// <inheritdoc cref="PopCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PopCount(long value) => BitOperations.PopCount((ulong)value);

    /// <inheritdoc cref="PopCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PopCount(ushort value) => BitOperations.PopCount((uint)value);

    /// <inheritdoc cref="PopCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PopCount(short value) => BitOperations.PopCount((uint)value & 0xFFFF);

    /// <inheritdoc cref="PopCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PopCount(byte value) => BitOperations.PopCount((uint)value);

    /// <inheritdoc cref="PopCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PopCount(sbyte value) => BitOperations.PopCount((uint)value & 0xFF);

    /// <summary>The number of 0 bits above the highest 1.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The number; that of all bits for 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LeadingZeroCount(uint value) => BitOperations.LeadingZeroCount(value);

    /// <inheritdoc cref="LeadingZeroCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LeadingZeroCount(int value) => BitOperations.LeadingZeroCount((uint)value);

    /// <inheritdoc cref="LeadingZeroCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LeadingZeroCount(ulong value) => BitOperations.LeadingZeroCount(value);

    /// <inheritdoc cref="LeadingZeroCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LeadingZeroCount(long value) => BitOperations.LeadingZeroCount((ulong)value);

    /// <inheritdoc cref="LeadingZeroCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LeadingZeroCount(ushort value) => BitOperations.LeadingZeroCount((uint)value) - 16;

    /// <inheritdoc cref="LeadingZeroCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LeadingZeroCount(short value) => BitOperations.LeadingZeroCount((uint)value & 0xFFFF) - 16;

    /// <inheritdoc cref="LeadingZeroCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LeadingZeroCount(byte value) => BitOperations.LeadingZeroCount((uint)value) - 24;

    /// <inheritdoc cref="LeadingZeroCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LeadingZeroCount(sbyte value) => BitOperations.LeadingZeroCount((uint)value & 0xFF) - 24;

    /// <summary>The number of 0 bits below the lowest 1.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The number; that of all bits for 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TrailingZeroCount(uint value) => BitOperations.TrailingZeroCount(value);

    /// <inheritdoc cref="TrailingZeroCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TrailingZeroCount(int value) => BitOperations.TrailingZeroCount((uint)value);

    /// <inheritdoc cref="TrailingZeroCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TrailingZeroCount(ulong value) => BitOperations.TrailingZeroCount(value);

    /// <inheritdoc cref="TrailingZeroCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TrailingZeroCount(long value) => BitOperations.TrailingZeroCount((ulong)value);

    /// <inheritdoc cref="TrailingZeroCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TrailingZeroCount(ushort value) => BitOperations.TrailingZeroCount(((uint)value & 0xFFFF) | 0x1_0000);

    /// <inheritdoc cref="TrailingZeroCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TrailingZeroCount(short value) => BitOperations.TrailingZeroCount(((uint)value & 0xFFFF) | 0x1_0000);

    /// <inheritdoc cref="TrailingZeroCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TrailingZeroCount(byte value) => BitOperations.TrailingZeroCount(((uint)value & 0xFF) | 0x100);

    /// <inheritdoc cref="TrailingZeroCount(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TrailingZeroCount(sbyte value) => BitOperations.TrailingZeroCount(((uint)value & 0xFF) | 0x100);

    /// <summary>Moves the bits to the left; those that leave come in at the other end.</summary>
    /// <param name="value">The bits.</param>
    /// <param name="offset">How far; any number.</param>
    /// <returns>The bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint RotateLeft(uint value, int offset) => (value << (offset & 31)) | (value >> (-offset & 31));

    /// <inheritdoc cref="RotateLeft(uint, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RotateLeft(int value, int offset) => (int)((((uint)value) << (offset & 31)) | (((uint)value) >> (-offset & 31)));

    /// <inheritdoc cref="RotateLeft(uint, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong RotateLeft(ulong value, int offset) => (value << (offset & 63)) | (value >> (-offset & 63));

    /// <inheritdoc cref="RotateLeft(uint, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long RotateLeft(long value, int offset) => (long)((((ulong)value) << (offset & 63)) | (((ulong)value) >> (-offset & 63)));

    /// <inheritdoc cref="RotateLeft(uint, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort RotateLeft(ushort value, int offset)
        => (ushort)((((uint)value) << (offset & 15)) | (((uint)value) >> (-offset & 15)));

    /// <inheritdoc cref="RotateLeft(uint, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short RotateLeft(short value, int offset)
        => (short)((((uint)value & 0xFFFF) << (offset & 15)) | (((uint)value & 0xFFFF) >> (-offset & 15)));

    /// <inheritdoc cref="RotateLeft(uint, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte RotateLeft(byte value, int offset) => (byte)((((uint)value) << (offset & 7)) | (((uint)value) >> (-offset & 7)));

    /// <inheritdoc cref="RotateLeft(uint, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static sbyte RotateLeft(sbyte value, int offset)
        => (sbyte)((((uint)value & 0xFF) << (offset & 7)) | (((uint)value & 0xFF) >> (-offset & 7)));

    /// <summary>Moves the bits to the right; those that leave come in at the other end.</summary>
    /// <param name="value">The bits.</param>
    /// <param name="offset">How far; any number.</param>
    /// <returns>The bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint RotateRight(uint value, int offset) => (value >> (offset & 31)) | (value << (-offset & 31));

    /// <inheritdoc cref="RotateRight(uint, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RotateRight(int value, int offset) => (int)((((uint)value) >> (offset & 31)) | (((uint)value) << (-offset & 31)));

    /// <inheritdoc cref="RotateRight(uint, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong RotateRight(ulong value, int offset) => (value >> (offset & 63)) | (value << (-offset & 63));

    /// <inheritdoc cref="RotateRight(uint, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long RotateRight(long value, int offset)
        => (long)((((ulong)value) >> (offset & 63)) | (((ulong)value) << (-offset & 63)));

    /// <inheritdoc cref="RotateRight(uint, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort RotateRight(ushort value, int offset)
        => (ushort)((((uint)value) >> (offset & 15)) | (((uint)value) << (-offset & 15)));

    /// <inheritdoc cref="RotateRight(uint, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short RotateRight(short value, int offset)
        => (short)((((uint)value & 0xFFFF) >> (offset & 15)) | (((uint)value & 0xFFFF) << (-offset & 15)));

    /// <inheritdoc cref="RotateRight(uint, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte RotateRight(byte value, int offset) => (byte)((((uint)value) >> (offset & 7)) | (((uint)value) << (-offset & 7)));

    /// <inheritdoc cref="RotateRight(uint, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static sbyte RotateRight(sbyte value, int offset)
        => (sbyte)((((uint)value & 0xFF) >> (offset & 7)) | (((uint)value & 0xFF) << (-offset & 7)));

    /// <summary>The place of the highest bit that is 1.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The place; 0 for 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int BitLog2(uint value) => 31 - LeadingZeroCount(value | 1);

    /// <inheritdoc cref="BitLog2(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int BitLog2(ulong value) => 63 - LeadingZeroCount(value | 1);

    /// <summary>Whether a number is a power of two.</summary>
    /// <param name="value">The number.</param>
    /// <returns>True when it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPow2(int value) => (value & (value - 1)) == 0 && value > 0;

    /// <inheritdoc cref="IsPow2(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPow2(long value) => (value & (value - 1)) == 0 && value > 0;

    /// <inheritdoc cref="IsPow2(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPow2(uint value) => (value & (value - 1)) == 0 && value != 0;

    /// <inheritdoc cref="IsPow2(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPow2(ulong value) => (value & (value - 1)) == 0 && value != 0;

    /// <summary>The least power of two that is not below a number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The power; 0 for 0, and where it does not fit.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint RoundUpToPowerOf2(uint value)
        => value == 0 || value > 1u << 31 ? 0 : value == 1 ? 1 : 2u << BitLog2(value - 1);

    /// <inheritdoc cref="RoundUpToPowerOf2(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong RoundUpToPowerOf2(ulong value)
        => value == 0 || value > 1ul << 63 ? 0 : value == 1 ? 1 : 2ul << BitLog2(value - 1);
}
