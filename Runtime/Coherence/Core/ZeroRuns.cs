// Safety: reads the bytes that it is given, of pages that nobody writes meanwhile.
namespace HmmGen.Coherence.Core;

/// <summary>Finds what need not be copied, since it is zero.</summary>
internal static unsafe class ZeroRuns
{
    /// <summary>Shorter runs are copied with what is around them: a copy costs more to start than such a run takes.</summary>
    private const long Least = 64 << 10;

    /// <summary>The next run that is all zero or is to be copied.</summary>
    /// <param name="source">The first byte; a host page's.</param>
    /// <param name="bytes">How many there are.</param>
    /// <param name="whole">Whether these are all, so that they count as a run if all of them are zero.</param>
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

    /// <summary>How many bytes are zero before the first page that has another; the last page may be cut off.</summary>
    private static long Zeros(byte* source, long bytes)
    {
        for (long next = 0; next < bytes; next += CoreRegion.PageSize)
        {
            int length = (int)Math.Min(bytes - next, CoreRegion.PageSize);
            if (new ReadOnlySpan<byte>(source + next, length).ContainsAnyExcept((byte)0))
            {
                return next;
            }
        }

        return bytes;
    }
}
