// Safety: as LaneMemory.cs says. Between the first and the last element that lanes have, all elements are in the span.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <content>Elements at equal distances.</content>
public static unsafe partial class WideLaneMemory
{
    /// <inheritdoc cref="LaneMemory.LoadSpaced{T}(ref T, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadSpaced<T>(ref T origin, Vector512<int> indices)
        where T : unmanaged
        => AreApart(indices, 1) ? Load(ref Unsafe.Add(ref origin, indices[0]))
            : AreApart(indices, 2) ? LoadEvery(ref Unsafe.Add(ref origin, indices[0]), 2)
            : Gather(ref origin, sizeof(T), indices);

    /// <inheritdoc cref="LaneMemory.LoadSpaced{T}(ref T, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadSpaced<T>(ref T origin, Vector512<int> indices, Vector512<int> mask)
        where T : unmanaged
    {
        if (AreApart(indices, 1))
        {
            return Load(ref origin, (nint)indices[0] * sizeof(T), mask);
        }

        if (AreApart(indices, 2))
        {
            return LoadEvery(ref origin, (nint)indices[0] * sizeof(T), 2, mask);
        }

        Unsafe.SkipInit(out Vector512<T> lanes);
        LoadFar(ref origin, indices, mask, ref lanes);
        return lanes;
    }

    /// <inheritdoc cref="LaneMemory.LoadEvery{T}(ref T, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadEvery<T>(ref T origin, int step)
        where T : unmanaged
    {
        if (!Avx512F.IsSupported)
        {
            return WideLaneMath.Joined(LaneMemory.LoadEvery(ref origin, step), LaneMemory.LoadEvery(ref Unsafe.Add(ref origin, LaneMath.Count * step), step));
        }

        int* at = (int*)Unsafe.AsPointer(ref origin);
        if (step == 2)
        {
            return EverySecond<T>(Vector512.Load(at), Vector512.Load(at + 15));
        }

        Vector512<int> lower = Avx512F.PermuteVar16x32x2(
            Vector512.Load(at),
            step == 3 ? Vector512.Create(0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 0, 0, 0, 0, 0) : Vector512.Create(0, 4, 8, 12, 16, 20, 24, 28, 0, 0, 0, 0, 0, 0, 0, 0),
            Vector512.Load(at + 16));
        return step == 3
            ? Avx512F.PermuteVar16x32x2(lower, Vector512.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 19, 22, 25, 28, 31), Vector512.Load(at + 30)).As<int, T>()
            : Vector512.Create(
                lower.GetLower(),
                Avx512F.PermuteVar16x32x2(
                    Vector512.Load(at + 32), Vector512.Create(0, 4, 8, 12, 19, 23, 27, 31, 0, 0, 0, 0, 0, 0, 0, 0), Vector512.Load(at + 45)).GetLower()).As<int, T>();
    }

    /// <inheritdoc cref="LaneMemory.LoadEvery{T}(ref T, nint, int, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadEvery<T>(ref T origin, nint offset, int step, Vector512<int> mask)
        where T : unmanaged
    {
        if (Vector512.EqualsAll(mask, Vector512<int>.AllBitsSet))
        {
            return LoadEvery(ref Unsafe.AddByteOffset(ref origin, offset), step);
        }

        Unsafe.SkipInit(out Vector512<T> lanes);
        LoadSome(ref origin, offset, step, mask, ref lanes);
        return lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreApart(Vector512<int> indices, int step)
        => Vector512.EqualsAll(indices - Vector512.CreateSequence(0, step), Vector512.Create(indices[0]));

    // Not written into the caller: it is long, and kernels have many loads.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadFar<T>(ref T origin, Vector512<int> indices, Vector512<int> mask, ref Vector512<T> lanes)
        where T : unmanaged
    {
        bool areAll = Vector512.EqualsAll(mask, Vector512<int>.AllBitsSet);
        lanes = areAll && AreApart(indices, 3) ? LoadEvery(ref Unsafe.Add(ref origin, indices[0]), 3)
            : areAll && AreApart(indices, 4) ? LoadEvery(ref Unsafe.Add(ref origin, indices[0]), 4)
            : Gather(ref origin, sizeof(T), indices, mask);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadSome<T>(ref T origin, nint offset, int step, Vector512<int> mask, ref Vector512<T> lanes)
        where T : unmanaged
    {
        if (step != 2 || !Avx512F.IsSupported)
        {
            lanes = LoadStrided(ref origin, offset, step * sizeof(int), mask);
            return;
        }

        float* at = (float*)((byte*)Unsafe.AsPointer(ref origin) + offset);
        Vector512<int> lower = Avx512F.PermuteVar16x32(mask, Vector512.Create(0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0))
            & Vector512.Create(-1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0);
        Vector512<int> upper = Avx512F.PermuteVar16x32(mask, Vector512.Create(0, 8, 0, 9, 0, 10, 0, 11, 0, 12, 0, 13, 0, 14, 0, 15))
            & Vector512.Create(0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1);
        lanes = EverySecond<T>(
            Avx512F.MaskLoad(at, lower.AsSingle(), Vector512<float>.Zero).AsInt32(), Avx512F.MaskLoad(at + 15, upper.AsSingle(), Vector512<float>.Zero).AsInt32());
    }

    // The second vector begins with the fifteenth element behind that of lane 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> EverySecond<T>(Vector512<int> first, Vector512<int> second)
        where T : unmanaged
        => Avx512F.PermuteVar16x32x2(first, Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 17, 19, 21, 23, 25, 27, 29, 31), second).As<int, T>();
}
