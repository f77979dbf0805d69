// Safety: as LaneMemory.cs says.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>Words of four bytes, one for each lane, whose parts are small elements or members of small structs.</content>
public static unsafe partial class LaneMemory
{
    /// <summary>Loads neighbouring words, the last of which may end behind the last byte that exists.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="origin">The element that begins the word of lane 0.</param>
    /// <param name="reach">The bytes from the first of a word to the last one that exists, 0 to 3.</param>
    /// <returns>The words. Of the last ones only the bytes that exist have been read; the others are 0 or those of a neighbour.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadWords<T>(ref T origin, int reach) where T : unmanaged
    {
        byte* at = (byte*)Unsafe.AsPointer(ref origin);

        // Two loads that begin at the first lane's first byte and end at the last one's last.
        return reach == sizeof(int) - 1
            ? Vector256.Load((int*)at)
            : Vector256.Create(
                Vector128.Load((int*)at), (Vector128.Load((uint*)(at + 4 * sizeof(int) - Missing(reach))) >>> 8 * Missing(reach)).AsInt32());
    }

    /// <summary>Loads neighbouring words, behind which there is another one.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="origin">The element that begins the word of lane 0.</param>
    /// <returns>The words.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadWordsWithin<T>(ref T origin) where T : unmanaged => Vector256.Load((int*)Unsafe.AsPointer(ref origin));

    /// <summary>Loads neighbouring words, before which there is another one.</summary>
    /// <inheritdoc cref="LoadWords"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadWordsBehind<T>(ref T origin, int reach) where T : unmanaged
        => (Vector256.Load((uint*)((byte*)Unsafe.AsPointer(ref origin) - Missing(reach))) >>> 8 * Missing(reach)).AsInt32();

    /// <summary>Stores neighbouring words.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="origin">The element that begins the word of lane 0.</param>
    /// <param name="words">The words.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreWords<T>(ref T origin, Vector256<int> words) where T : unmanaged => words.Store((int*)Unsafe.AsPointer(ref origin));

    // The bytes of a word that do not exist behind the last lane.
    private static int Missing(int reach) => sizeof(int) - 1 - reach;
}
