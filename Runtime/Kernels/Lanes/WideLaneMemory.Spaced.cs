// Safety: as LaneMemory.cs says.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>Elements at equal distances that only the launch knows.</content>
public static unsafe partial class WideLaneMemory
{
    /// <inheritdoc cref="LaneMemory.LoadSpaced{T}(ref T, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadSpaced<T>(ref T origin, Vector512<int> indices)
        where T : unmanaged
        => AreNeighbours(indices) ? Load(ref Unsafe.Add(ref origin, indices[0])) : Gather(ref origin, sizeof(T), indices);

    /// <inheritdoc cref="LaneMemory.LoadSpaced{T}(ref T, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadSpaced<T>(ref T origin, Vector512<int> indices, Vector512<int> mask)
        where T : unmanaged
        => AreNeighbours(indices) ? Load(ref origin, (nint)indices[0] * sizeof(T), mask) : Gather(ref origin, sizeof(T), indices, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreNeighbours(Vector512<int> indices)
        => Vector512.EqualsAll(indices - Vector512<int>.Indices, Vector512.Create(indices[0]));
}
