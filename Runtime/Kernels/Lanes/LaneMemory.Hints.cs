// Safety: a hint reads nothing. The processor drops it where there is no memory, so that any address may be given. A name ahead is read only where it shares the
// page of a name that is read anyway.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <content>Hints for rows that come soon. A processor asks for memory ahead where addresses go on evenly; rows that the data names it meets one by one.</content>
public static unsafe partial class LaneMemory
{
    private const int CacheLine = 64;

    // The least page of any system.
    private const uint LeastPage = 4096;

    // Smaller tables are in the inner caches, where a hint costs more than it gains (docs/measurements.md).
    private const long LeastHinted = 512 << 10;

    /// <summary>The turns between a name and the one whose row is asked for.</summary>
    /// <param name="columns">The columns that one call comes to.</param>
    /// <param name="step">Those that it comes to at once.</param>
    /// <returns>The turns: fewer where the same rows come again for later columns, since hints past the last turn are for the wrong row there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int HintsAhead(int columns, int step) => columns < 2 * step ? 12 : 8;

    /// <summary>The number of names that give hints.</summary>
    /// <param name="names">All names.</param>
    /// <param name="elements">The elements of all rows.</param>
    /// <param name="size">The bytes of an element.</param>
    /// <returns>All of them; 0 where hints do not pay, or the processor takes none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Hinted(int names, int elements, int size) => Sse.IsSupported && (long)elements * size >= LeastHinted ? names : 0;

    /// <summary>
    /// Whether a name ahead lies on the page of one that is read. Pages that no item reads may be protected, or not there, although they belong to the span.
    /// </summary>
    /// <typeparam name="T">The type of names.</typeparam>
    /// <param name="read">The name that is read.</param>
    /// <param name="ahead">The name ahead.</param>
    /// <returns>True when it may be read, too.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreOnOnePage<T>(ref T read, ref T ahead)
        where T : unmanaged
        => ((nuint)Unsafe.AsPointer(ref read) ^ ((nuint)Unsafe.AsPointer(ref ahead) + (nuint)sizeof(T) - 1)) < LeastPage;

    /// <summary>Asks for elements that are loaded soon. It may name any place: what is not there is not asked for.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="first">The span's first element.</param>
    /// <param name="element">The number of the first element that is asked for.</param>
    /// <param name="count">The number of elements, a constant.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Hint<T>(ref T first, nint element, int count)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            byte* place = (byte*)Unsafe.AsPointer(ref first) + element * sizeof(T);
            int bytes = count * sizeof(T);
            Sse.Prefetch0(place);
            if (bytes > CacheLine)
            {
                Sse.Prefetch0(place + CacheLine);
            }

            if (bytes > 2 * CacheLine)
            {
                Sse.Prefetch0(place + 2 * CacheLine);
                Sse.Prefetch0(place + 3 * CacheLine);
            }

            if (bytes > 4 * CacheLine)
            {
                Sse.Prefetch0(place + 4 * CacheLine);
                Sse.Prefetch0(place + 5 * CacheLine);
                Sse.Prefetch0(place + 6 * CacheLine);
                Sse.Prefetch0(place + 7 * CacheLine);
            }

            // Rows seldom begin at a line of the cache.
            Sse.Prefetch0(place + bytes - 1);
        }
    }
}
