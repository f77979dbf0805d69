using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <content>Takes elements apart that lie between each other. Without vectors of 512 bits they have been loaded apart.</content>
public static partial class WideLaneMath
{
    /// <inheritdoc cref="LaneMath.Deinterleave{T}(Vector256{int}, Vector256{int}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Deinterleave<T>(Vector512<int> first, Vector512<int> second, int place)
        => !Avx512F.IsSupported ? (place == 0 ? first : second).As<int, T>()
            : place == 0 ? Avx512F.PermuteVar16x32x2(first, Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30), second).As<int, T>()
            : Avx512F.PermuteVar16x32x2(first, Vector512.Create(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31), second).As<int, T>();

    /// <inheritdoc cref="LaneMath.Deinterleave{T}(Vector256{int}, Vector256{int}, Vector256{int}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Deinterleave<T>(Vector512<int> first, Vector512<int> second, Vector512<int> third, int place)
        => !Avx512F.IsSupported ? (place == 0 ? first : place == 1 ? second : third).As<int, T>()
            : place == 0 ? Avx512F.PermuteVar16x32(ByThrees(first, third, second), Vector512.Create(0, 3, 6, 9, 12, 15, 2, 5, 8, 11, 14, 1, 4, 7, 10, 13)).As<int, T>()
            : place == 1 ? Avx512F.PermuteVar16x32(ByThrees(second, first, third), Vector512.Create(1, 4, 7, 10, 13, 0, 3, 6, 9, 12, 15, 2, 5, 8, 11, 14)).As<int, T>()
            : Avx512F.PermuteVar16x32(ByThrees(third, second, first), Vector512.Create(2, 5, 8, 11, 14, 1, 4, 7, 10, 13, 0, 3, 6, 9, 12, 15)).As<int, T>();

    /// <inheritdoc cref="LaneMath.Deinterleave{T}(Vector256{int}, Vector256{int}, Vector256{int}, Vector256{int}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Deinterleave<T>(Vector512<int> first, Vector512<int> second, Vector512<int> third, Vector512<int> fourth, int place)
    {
        if (!Avx512F.IsSupported)
        {
            return (place == 0 ? first : place == 1 ? second : place == 2 ? third : fourth).As<int, T>();
        }

        // Two places of eight lanes at a time.
        Vector512<int> places = place < 2
            ? Vector512.Create(0, 4, 8, 12, 16, 20, 24, 28, 1, 5, 9, 13, 17, 21, 25, 29) : Vector512.Create(2, 6, 10, 14, 18, 22, 26, 30, 3, 7, 11, 15, 19, 23, 27, 31);
        Vector512<int> lower = Avx512F.PermuteVar16x32x2(first, places, second), upper = Avx512F.PermuteVar16x32x2(third, places, fourth);
        return ((place & 1) == 0 ? Avx512F.Shuffle4x128(lower, upper, 0x44) : Avx512F.Shuffle4x128(lower, upper, 0xEE)).As<int, T>();
    }

    /// <inheritdoc cref="LaneMath.ByThrees(Vector256{int}, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<int> ByThrees(Vector512<int> first, Vector512<int> second, Vector512<int> third)
        => Vector512.ConditionalSelect(
            Vector512.Create(0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0), third,
            Vector512.ConditionalSelect(Vector512.Create(0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0), second, first));
}
