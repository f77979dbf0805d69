// Safety: reads only the bytes that it is given. No thread writes their pages meanwhile.
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Coherence.Core;

/// <summary>Finds runs of zeros, which need no copy.</summary>
internal static unsafe class ZeroRuns
{
    /// <summary>The shortest run to clear, in bytes. A shorter run is copied with its neighbours, since starting a copy costs more than the run.</summary>
    private const long Least = 64 << 10;

    /// <summary>How far ahead the processor is asked for the first bytes of a page. Otherwise the look at each page would wait for memory.</summary>
    private const long Ahead = 32 * CoreRegion.PageSize;

    /// <summary>Finds the next run of bytes that is all zero, or that has to be copied.</summary>
    /// <param name="source">The first byte. It starts a host page.</param>
    /// <param name="bytes">The number of bytes.</param>
    /// <param name="whole">Whether these are all bytes of the copy. Then they count as a run of zeros if all are zero, even if the run is short.</param>
    /// <param name="zero">Whether the run is zero.</param>
    /// <returns>The length of the run.</returns>
    public static long Next(byte* source, long bytes, bool whole, out bool zero)
    {
        long zeros = Zeros(source, bytes);
        zero = zeros >= Least || (whole && zeros == bytes);
        if (zero)
        {
            return zeros;
        }

        for (long next = zeros + CoreRegion.PageSize; next < bytes;)
        {
            zeros = Zeros(source + next, bytes - next);
            if (zeros >= Least)
            {
                return next;
            }

            next += zeros + CoreRegion.PageSize;
        }

        return bytes;
    }

    /// <summary>Counts the zero bytes before the first page that has another byte. The last page may be incomplete.</summary>
    private static long Zeros(byte* source, long bytes)
    {
        for (long next = 0; next < bytes; next += CoreRegion.PageSize)
        {
            if (Sse.IsSupported && bytes - next > Ahead)
            {
                Sse.Prefetch0(source + next + Ahead);
            }

            int length = (int)Math.Min(bytes - next, CoreRegion.PageSize);
            if (new ReadOnlySpan<byte>(source + next, length).ContainsAnyExcept((byte)0))
            {
                return next;
            }
        }

        return bytes;
    }
}
