// Safety: as LaneMemory.cs says. Between the first and the last element that lanes have, all elements are in the span.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <content>
/// Elements at equal distances, as <c>x[i * step]</c>. Every second, third or fourth element comes from the vectors that lie there, which takes a fraction of what
/// loads one by one take. If only the launch knows the distance, it is asked; mostly the elements are neighbours.
/// </content>
public static unsafe partial class LaneMemory
{
    /// <summary>Loads the elements at indices.</summary>
    /// <typeparam name="T">The element, of 32 bits.</typeparam>
    /// <param name="origin">The element of index 0.</param>
    /// <param name="indices">The index of each lane.</param>
    /// <returns>The lanes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadSpaced<T>(ref T origin, Vector256<int> indices)
        where T : unmanaged
        => AreApart(indices, 1) ? Load(ref Unsafe.Add(ref origin, indices[0]))
            : AreApart(indices, 2) ? LoadEvery(ref Unsafe.Add(ref origin, indices[0]), 2)
            : Gather(ref origin, sizeof(T), indices);

    /// <summary>Loads the elements at indices.</summary>
    /// <inheritdoc cref="LoadSpaced{T}(ref T, Vector256{int})"/>
    /// <param name="origin">The element of index 0.</param>
    /// <param name="indices">The index of each lane.</param>
    /// <param name="mask">The lanes that are loaded; the indices of others may be anything.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadSpaced<T>(ref T origin, Vector256<int> indices, Vector256<int> mask)
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

        Unsafe.SkipInit(out Vector256<T> lanes);
        LoadFar(ref origin, indices, mask, ref lanes);
        return lanes;
    }

    /// <summary>Loads every second, third or fourth element.</summary>
    /// <typeparam name="T">The element, of 32 bits.</typeparam>
    /// <param name="origin">The element of lane 0.</param>
    /// <param name="step">How many elements further the next lane's lies: 2, 3 or 4.</param>
    /// <returns>The lanes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadEvery<T>(ref T origin, int step)
        where T : unmanaged
    {
        // The last vector ends with the last lane's element, so nothing behind it is read.
        int* at = (int*)Unsafe.AsPointer(ref origin);
        if (step == 2 && Avx2.IsSupported)
        {
            return EverySecond<T>(Vector256.Load((float*)at), Vector256.Load((float*)at + 7));
        }

        if (!Avx512F.VL.IsSupported)
        {
            return LoadStrided(ref origin, step * sizeof(int));
        }

        Vector256<int> lower = Avx512F.VL.PermuteVar8x32x2(
            Vector256.Load(at), step == 3 ? Vector256.Create(0, 3, 6, 9, 12, 15, 0, 0) : Vector256.Create(0, 4, 8, 12, 0, 0, 0, 0), Vector256.Load(at + 8));
        return step == 3
            ? Avx512F.VL.PermuteVar8x32x2(lower, Vector256.Create(0, 1, 2, 3, 4, 5, 12, 15), Vector256.Load(at + 14)).As<int, T>()
            : Vector256.Create(
                lower.GetLower(),
                Avx512F.VL.PermuteVar8x32x2(Vector256.Load(at + 16), Vector256.Create(0, 4, 11, 15, 0, 0, 0, 0), Vector256.Load(at + 21)).GetLower()).As<int, T>();
    }

    /// <summary>Loads every second, third or fourth element.</summary>
    /// <inheritdoc cref="LoadEvery{T}(ref T, int)"/>
    /// <param name="origin">The element from which offsets are counted.</param>
    /// <param name="offset">Bytes from there to the element of lane 0.</param>
    /// <param name="step">How many elements further the next lane's lies: 2, 3 or 4.</param>
    /// <param name="mask">The lanes that are loaded.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadEvery<T>(ref T origin, nint offset, int step, Vector256<int> mask)
        where T : unmanaged
    {
        if (Vector256.EqualsAll(mask, Vector256<int>.AllBitsSet))
        {
            return LoadEvery(ref Unsafe.AddByteOffset(ref origin, offset), step);
        }

        Unsafe.SkipInit(out Vector256<T> lanes);
        LoadSome(ref origin, offset, step, mask, ref lanes);
        return lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreApart(Vector256<int> indices, int step)
        => Vector256.EqualsAll(indices - Vector256.CreateSequence(0, step), Vector256.Create(indices[0]));

    // Not written into the caller: it is long, and kernels have many loads.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadFar<T>(ref T origin, Vector256<int> indices, Vector256<int> mask, ref Vector256<T> lanes)
        where T : unmanaged
    {
        bool areAll = Vector256.EqualsAll(mask, Vector256<int>.AllBitsSet);
        lanes = areAll && AreApart(indices, 3) ? LoadEvery(ref Unsafe.Add(ref origin, indices[0]), 3)
            : areAll && AreApart(indices, 4) ? LoadEvery(ref Unsafe.Add(ref origin, indices[0]), 4)
            : Gather(ref origin, sizeof(T), indices, mask);
    }

    // Lanes that are not loaded may lie outside of the span, so each vector has a mask of its own.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadSome<T>(ref T origin, nint offset, int step, Vector256<int> mask, ref Vector256<T> lanes)
        where T : unmanaged
    {
        if (step != 2 || !Avx2.IsSupported)
        {
            lanes = LoadStrided(ref origin, offset, step * sizeof(int), mask);
            return;
        }

        float* at = (float*)((byte*)Unsafe.AsPointer(ref origin) + offset);
        Vector256<int> lower = Avx2.PermuteVar8x32(mask, Vector256.Create(0, 0, 1, 0, 2, 0, 3, 0)) & Vector256.Create(-1, 0, -1, 0, -1, 0, -1, 0);
        Vector256<int> upper = Avx2.PermuteVar8x32(mask, Vector256.Create(0, 4, 0, 5, 0, 6, 0, 7)) & Vector256.Create(0, -1, 0, -1, 0, -1, 0, -1);
        lanes = EverySecond<T>(Avx.MaskLoad(at, lower.AsSingle()), Avx.MaskLoad(at + 7, upper.AsSingle()));
    }

    // The second vector begins with the seventh element behind that of lane 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> EverySecond<T>(Vector256<float> first, Vector256<float> second)
        where T : unmanaged
        => Avx2.Permute4x64(Avx.Shuffle(first, second, 0b11_01_10_00).AsUInt64(), 0b11_01_10_00).As<ulong, T>();
}
