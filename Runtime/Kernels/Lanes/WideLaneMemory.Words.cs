// Safety: as LaneMemory.cs says.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>Words of four bytes, one for each of sixteen lanes.</content>
public static unsafe partial class WideLaneMemory
{
    /// <inheritdoc cref="LaneMemory.LoadWords{T}(ref T, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadWords<T>(ref T origin, int reach) where T : unmanaged
        => reach == sizeof(int) - 1
            ? Vector512.Load((int*)Unsafe.AsPointer(ref origin))
            : WideLaneMath.Joined(
                LaneMemory.LoadWordsWithin(ref origin), LaneMemory.LoadWordsBehind(ref Unsafe.AddByteOffset(ref origin, LaneMath.Count * sizeof(int)), reach));

    /// <inheritdoc cref="LaneMemory.LoadWordsWithin{T}(ref T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadWordsWithin<T>(ref T origin) where T : unmanaged => Vector512.Load((int*)Unsafe.AsPointer(ref origin));

    /// <inheritdoc cref="LaneMemory.LoadWordsBehind{T}(ref T, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadWordsBehind<T>(ref T origin, int reach) where T : unmanaged
    {
        int missing = sizeof(int) - 1 - reach;
        return (Vector512.Load((uint*)((byte*)Unsafe.AsPointer(ref origin) - missing)) >>> 8 * missing).AsInt32();
    }

    /// <inheritdoc cref="LaneMemory.StoreWords{T}(ref T, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreWords<T>(ref T origin, Vector512<int> words) where T : unmanaged => words.Store((int*)Unsafe.AsPointer(ref origin));
}
