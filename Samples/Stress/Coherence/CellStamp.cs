namespace HmmGen.Stress.Coherence;

/// <summary>Values that say where they belong and when they were written: a sequence number and a hash of it and the place. Used on the host and on devices.</summary>
public static class CellStamp
{
    /// <summary>The value of a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="sequence">How often it has been written; 0 for never, whose value is 0.</param>
    /// <returns>The value.</returns>
    public static long Of(int place, int sequence)
    {
        uint hash = (uint)place * 0x9E3779B1u ^ (uint)sequence * 0x85EBCA6Bu;
        hash = (hash ^ hash >> 15) * 0x2C1B3C6Du;
        hash ^= hash >> 13;
        return sequence == 0 ? 0 : (long)hash << 32 | (uint)sequence;
    }

    /// <summary>Whether a value was ever written to a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when it is torn or belongs elsewhere.</returns>
    public static bool IsOf(int place, long value) => value == Of(place, (int)value);
}
