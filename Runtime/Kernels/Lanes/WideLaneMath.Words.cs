using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>Parts of words of four bytes.</content>
public static partial class WideLaneMath
{
    /// <inheritdoc cref="LaneMath.Part{T}(Vector256{int}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Part<T>(Vector512<int> words, int at) where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>(), above = 8 * (sizeof(int) - size - at), unused = 8 * (sizeof(int) - size);
        return typeof(T) == typeof(sbyte) || typeof(T) == typeof(short) ? (words << above) >> unused
            : above == 0 ? words >>> unused
            : (words >>> 8 * at) & Vector512.Create((1 << 8 * size) - 1);
    }

    /// <inheritdoc cref="LaneMath.InWord{T}(Vector256{int}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> InWord<T>(Vector512<int> part, int at) where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        return size + at == sizeof(int) ? part << 8 * at : (part & Vector512.Create((1 << 8 * size) - 1)) << 8 * at;
    }
}
