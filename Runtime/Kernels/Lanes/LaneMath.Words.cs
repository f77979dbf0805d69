using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>Parts of words of four bytes.</content>
public static partial class LaneMath
{
    /// <summary>Takes a part of each word.</summary>
    /// <typeparam name="T">Its type, of one or two bytes; a truth is a byte.</typeparam>
    /// <param name="words">The words.</param>
    /// <param name="at">The part's first byte, 0 to 3.</param>
    /// <returns>The parts, widened as C# widens them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Part<T>(Vector256<int> words, int at) where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>(), above = 8 * (sizeof(int) - size - at), unused = 8 * (sizeof(int) - size);
        return typeof(T) == typeof(sbyte) || typeof(T) == typeof(short) ? (words << above) >> unused
            : above == 0 ? words >>> unused
            : (words >>> 8 * at) & Vector256.Create((1 << 8 * size) - 1);
    }

    /// <summary>Puts a part where it lies in a word whose other bytes are 0.</summary>
    /// <typeparam name="T">Its type, of one or two bytes.</typeparam>
    /// <param name="part">The parts. Higher bits are ignored.</param>
    /// <param name="at">The part's first byte, 0 to 3.</param>
    /// <returns>The words.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> InWord<T>(Vector256<int> part, int at) where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        return size + at == sizeof(int) ? part << 8 * at : (part & Vector256.Create((1 << 8 * size) - 1)) << 8 * at;
    }
}
