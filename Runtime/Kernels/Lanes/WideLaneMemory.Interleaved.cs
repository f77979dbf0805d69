// Safety: as LaneMemory.cs says.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <content>Elements of 32 bits that lie between each other: two to four of each of sixteen lanes.</content>
public static unsafe partial class WideLaneMemory
{
    /// <inheritdoc cref="LaneMemory.LoadInterleaved{T}(ref T, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadInterleaved<T>(ref T origin, int count, int number)
        where T : unmanaged
    {
        int* at = (int*)Unsafe.AsPointer(ref origin);
        return Avx512F.IsSupported ? Vector512.Load(at + WideLaneMath.Count * number) : LoadStrided(ref at[number], count * sizeof(int));
    }

    /// <inheritdoc cref="LaneMemory.LoadInterleavedWithin{T}(ref T, int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadInterleavedWithin<T>(ref T origin, int count, int number, int missing)
        where T : unmanaged
    {
        int* at = (int*)Unsafe.AsPointer(ref origin);
        if (!Avx512F.IsSupported)
        {
            return number < count - missing ? LoadStrided(ref at[number], count * sizeof(int)) : default;
        }

        // The last vector ends with the last element that exists, and is shifted to its place.
        int behind = number == count - 1 ? missing : 0;
        return behind == 0 ? Vector512.Load(at + WideLaneMath.Count * number)
            : behind == 1 ? Avx512F.AlignRight32(Vector512<int>.Zero, Vector512.Load(at + WideLaneMath.Count * number - 1), 1)
            : behind == 2 ? Avx512F.AlignRight32(Vector512<int>.Zero, Vector512.Load(at + WideLaneMath.Count * number - 2), 2)
            : Avx512F.AlignRight32(Vector512<int>.Zero, Vector512.Load(at + WideLaneMath.Count * number - 3), 3);
    }

    /// <inheritdoc cref="LaneMemory.StoreInterleaved{T, T0, T1}(ref T, Vector256{T0}, Vector256{T1})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInterleaved<T, T0, T1>(ref T origin, Vector512<T0> first, Vector512<T1> second)
        where T : unmanaged where T0 : unmanaged where T1 : unmanaged
    {
        int* at = (int*)Unsafe.AsPointer(ref origin);
        if (Avx512F.IsSupported)
        {
            LowerPairs(first.AsInt32(), second.AsInt32()).Store(at);
            UpperPairs(first.AsInt32(), second.AsInt32()).Store(at + WideLaneMath.Count);
        }
        else
        {
            LaneMemory.StoreInterleaved(ref *at, first.GetLower(), second.GetLower());
            LaneMemory.StoreInterleaved(ref at[WideLaneMath.Count], first.GetUpper(), second.GetUpper());
        }
    }

    /// <inheritdoc cref="LaneMemory.StoreInterleaved{T, T0, T1, T2}(ref T, Vector256{T0}, Vector256{T1}, Vector256{T2})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInterleaved<T, T0, T1, T2>(ref T origin, Vector512<T0> first, Vector512<T1> second, Vector512<T2> third)
        where T : unmanaged where T0 : unmanaged where T1 : unmanaged where T2 : unmanaged
    {
        int* at = (int*)Unsafe.AsPointer(ref origin);
        if (Avx512F.IsSupported)
        {
            // Each lane of a vector goes to a lane of its own, in one of three vectors.
            Vector512<int> one = Avx512F.PermuteVar16x32(first.AsInt32(), Vector512.Create(0, 11, 6, 1, 12, 7, 2, 13, 8, 3, 14, 9, 4, 15, 10, 5));
            Vector512<int> two = Avx512F.PermuteVar16x32(second.AsInt32(), Vector512.Create(5, 0, 11, 6, 1, 12, 7, 2, 13, 8, 3, 14, 9, 4, 15, 10));
            Vector512<int> three = Avx512F.PermuteVar16x32(third.AsInt32(), Vector512.Create(10, 5, 0, 11, 6, 1, 12, 7, 2, 13, 8, 3, 14, 9, 4, 15));
            WideLaneMath.ByThrees(one, two, three).Store(at);
            WideLaneMath.ByThrees(two, three, one).Store(at + WideLaneMath.Count);
            WideLaneMath.ByThrees(three, one, two).Store(at + 2 * WideLaneMath.Count);
        }
        else
        {
            LaneMemory.StoreInterleaved(ref *at, first.GetLower(), second.GetLower(), third.GetLower());
            LaneMemory.StoreInterleaved(ref at[3 * LaneMath.Count], first.GetUpper(), second.GetUpper(), third.GetUpper());
        }
    }

    /// <inheritdoc cref="LaneMemory.StoreInterleaved{T, T0, T1, T2, T3}(ref T, Vector256{T0}, Vector256{T1}, Vector256{T2}, Vector256{T3})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInterleaved<T, T0, T1, T2, T3>(ref T origin, Vector512<T0> first, Vector512<T1> second, Vector512<T2> third, Vector512<T3> fourth)
        where T : unmanaged where T0 : unmanaged where T1 : unmanaged where T2 : unmanaged where T3 : unmanaged
    {
        int* at = (int*)Unsafe.AsPointer(ref origin);
        if (Avx512F.IsSupported)
        {
            Vector512<long> low = LowerPairs(first.AsInt32(), second.AsInt32()).AsInt64(), high = UpperPairs(first.AsInt32(), second.AsInt32()).AsInt64();
            Vector512<long> lower = LowerPairs(third.AsInt32(), fourth.AsInt32()).AsInt64(), higher = UpperPairs(third.AsInt32(), fourth.AsInt32()).AsInt64();
            Vector512<long> begin = Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11), end = Vector512.Create(4L, 12, 5, 13, 6, 14, 7, 15);
            Avx512F.PermuteVar8x64x2(low, begin, lower).AsInt32().Store(at);
            Avx512F.PermuteVar8x64x2(low, end, lower).AsInt32().Store(at + WideLaneMath.Count);
            Avx512F.PermuteVar8x64x2(high, begin, higher).AsInt32().Store(at + 2 * WideLaneMath.Count);
            Avx512F.PermuteVar8x64x2(high, end, higher).AsInt32().Store(at + 3 * WideLaneMath.Count);
        }
        else
        {
            LaneMemory.StoreInterleaved(ref *at, first.GetLower(), second.GetLower(), third.GetLower(), fourth.GetLower());
            LaneMemory.StoreInterleaved(ref at[2 * WideLaneMath.Count], first.GetUpper(), second.GetUpper(), third.GetUpper(), fourth.GetUpper());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> LowerPairs(Vector512<int> first, Vector512<int> second)
        => Avx512F.PermuteVar16x32x2(first, Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23), second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> UpperPairs(Vector512<int> first, Vector512<int> second)
        => Avx512F.PermuteVar16x32x2(first, Vector512.Create(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), second);
}
