// Safety: as LaneMemory.cs says.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>Elements at equal distances that only the launch knows, as <c>x[i * step]</c>. Mostly they are neighbours.</content>
public static unsafe partial class LaneMemory
{
    /// <summary>Loads the elements at indices, at once where they are neighbours.</summary>
    /// <typeparam name="T">The element, of 32 bits.</typeparam>
    /// <param name="origin">The element of index 0.</param>
    /// <param name="indices">The index of each lane.</param>
    /// <returns>The lanes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadSpaced<T>(ref T origin, Vector256<int> indices)
        where T : unmanaged
        => AreNeighbours(indices) ? Load(ref Unsafe.Add(ref origin, indices[0])) : Gather(ref origin, sizeof(T), indices);

    /// <summary>Loads the elements at indices, at once where they are neighbours.</summary>
    /// <inheritdoc cref="LoadSpaced{T}(ref T, Vector256{int})"/>
    /// <param name="origin">The element of index 0.</param>
    /// <param name="indices">The index of each lane.</param>
    /// <param name="mask">The lanes that are loaded; the indices of others may be anything.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadSpaced<T>(ref T origin, Vector256<int> indices, Vector256<int> mask)
        where T : unmanaged
        => AreNeighbours(indices) ? Load(ref origin, (nint)indices[0] * sizeof(T), mask) : Gather(ref origin, sizeof(T), indices, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreNeighbours(Vector256<int> indices)
        => Vector256.EqualsAll(indices - Vector256<int>.Indices, Vector256.Create(indices[0]));
}
