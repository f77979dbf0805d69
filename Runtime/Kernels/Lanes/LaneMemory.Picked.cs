// Safety: as LaneMemory.cs says; all elements of a table are loaded only where its length says that they are there.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <content>Elements of short tables, which lanes pick in registers.</content>
public static unsafe partial class LaneMemory
{
    /// <summary>Loads elements of a table by numbers below 8.</summary>
    /// <typeparam name="T">The element, of 32 bits.</typeparam>
    /// <param name="origin">The element of index 0.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="indices">The index of each lane.</param>
    /// <returns>The lanes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> PickEight<T>(ref T origin, int length, Vector256<int> indices)
        where T : unmanaged
        => Avx2.IsSupported && length >= 8 ? OfEight(ref origin, indices) : Gather(ref origin, sizeof(T), indices);

    /// <summary>Loads elements of a table by numbers below 8.</summary>
    /// <inheritdoc cref="PickEight{T}(ref T, int, Vector256{int})"/>
    /// <param name="origin">The element of index 0.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="indices">The index of each lane.</param>
    /// <param name="mask">The lanes that are loaded. The others have a number below 8, too, which may be beyond the table.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> PickEight<T>(ref T origin, int length, Vector256<int> indices, Vector256<int> mask)
        where T : unmanaged
        => Avx2.IsSupported && length >= 8 ? OfEight(ref origin, indices) : Gather(ref origin, sizeof(T), indices, mask);

    /// <summary>Loads elements of a table by numbers below 16.</summary>
    /// <inheritdoc cref="PickEight{T}(ref T, int, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> PickSixteen<T>(ref T origin, int length, Vector256<int> indices)
        where T : unmanaged
        => Avx2.IsSupported && length >= 16 ? OfSixteen(ref origin, indices) : Gather(ref origin, sizeof(T), indices);

    /// <summary>Loads elements of a table by numbers below 16.</summary>
    /// <inheritdoc cref="PickEight{T}(ref T, int, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> PickSixteen<T>(ref T origin, int length, Vector256<int> indices, Vector256<int> mask)
        where T : unmanaged
        => Avx2.IsSupported && length >= 16 ? OfSixteen(ref origin, indices) : Gather(ref origin, sizeof(T), indices, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> OfEight<T>(ref T origin, Vector256<int> indices)
        where T : unmanaged
        => Avx2.PermuteVar8x32(Load(ref origin).AsInt32(), indices).As<int, T>();

    // Without AVX-512 the fourth bit of a number chooses between what its lower ones pick of either half: it is the sign of what is shifted.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> OfSixteen<T>(ref T origin, Vector256<int> indices)
        where T : unmanaged
    {
        Vector256<int> lower = Load(ref origin).AsInt32(), upper = Load(ref Unsafe.Add(ref origin, 8)).AsInt32();
        return Avx512F.VL.IsSupported
            ? Avx512F.VL.PermuteVar8x32x2(lower, indices, upper).As<int, T>()
            : Avx.BlendVariable(Avx2.PermuteVar8x32(lower, indices).AsSingle(), Avx2.PermuteVar8x32(upper, indices).AsSingle(), (indices << 28).AsSingle()).As<float, T>();
    }
}
