// Safety: as LaneMemory.cs says; all elements of a table are loaded only where its length says that they are there.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <content>Elements of short tables, which lanes pick in registers.</content>
public static unsafe partial class WideLaneMemory
{
    /// <inheritdoc cref="LaneMemory.PickEight{T}(ref T, int, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> PickEight<T>(ref T origin, int length, Vector512<int> indices)
        where T : unmanaged
        => Avx512F.IsSupported && length >= 8 ? OfEight(ref origin, indices) : Gather(ref origin, sizeof(T), indices);

    /// <inheritdoc cref="LaneMemory.PickEight{T}(ref T, int, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> PickEight<T>(ref T origin, int length, Vector512<int> indices, Vector512<int> mask)
        where T : unmanaged
        => Avx512F.IsSupported && length >= 8 ? OfEight(ref origin, indices) : Gather(ref origin, sizeof(T), indices, mask);

    /// <inheritdoc cref="LaneMemory.PickSixteen{T}(ref T, int, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> PickSixteen<T>(ref T origin, int length, Vector512<int> indices)
        where T : unmanaged
        => Avx512F.IsSupported && length >= 16 ? OfSixteen(ref origin, indices) : Gather(ref origin, sizeof(T), indices);

    /// <inheritdoc cref="LaneMemory.PickSixteen{T}(ref T, int, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> PickSixteen<T>(ref T origin, int length, Vector512<int> indices, Vector512<int> mask)
        where T : unmanaged
        => Avx512F.IsSupported && length >= 16 ? OfSixteen(ref origin, indices) : Gather(ref origin, sizeof(T), indices, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> OfEight<T>(ref T origin, Vector512<int> indices)
        where T : unmanaged
        => Avx512F.PermuteVar16x32(LaneMemory.Load(ref origin).AsInt32().ToVector512(), indices).As<int, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> OfSixteen<T>(ref T origin, Vector512<int> indices)
        where T : unmanaged
        => Avx512F.PermuteVar16x32(Load(ref origin).AsInt32(), indices).As<int, T>();
}
