// Safety: the thread that copies holds the device's CopyLock until no helper works on its copy any more. So the lock keeps frames in place for helpers too.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>
/// A copy of memory that threads with nothing else to do help with. A launch waits, when its wave has ended, for the thread that brings the next pages. Meanwhile
/// it takes a share of that thread's copies. Threads that compute on a device that is a processor rest while its pages move, so they help too.
/// </summary>
/// <remarks>A copy is cut into tiles, which threads claim by counting down. Nobody waits for a helper that has claimed none.</remarks>
internal unsafe struct HelpedCopy
{
    /// <summary>The bytes that are claimed at a time: some microseconds of work, and far more than a claim costs.</summary>
    public const long Tile = 64 << 10;

    /// <summary>How often a helper looks for work in vain before it leaves: for longer than there is between two copies of a batch.</summary>
    private const int Patience = 300;

    private const int SpinsBetweenLooks = 10;

    private byte* _source;
    private byte* _target;
    private long _bytes;
    private long _tiles;

    /// <summary>The tiles that nobody has claimed; 0 or less when there is nothing to claim.</summary>
    private long _left;
    private int _helpers;
    private int _working;
    private long _bytesHelped;

    /// <summary>The number of threads that look for work.</summary>
    public int Helpers => Volatile.Read(ref _helpers);

    /// <summary>The bytes that helpers have copied.</summary>
    public long BytesHelped => Volatile.Read(ref _bytesHelped);

    /// <summary>Copies memory, alone or with those that help. One thread at a time.</summary>
    /// <param name="source">The first byte to read.</param>
    /// <param name="target">The first byte to write. The ranges do not overlap.</param>
    /// <param name="bytes">The number of bytes.</param>
    public void Copy(byte* source, byte* target, long bytes)
    {
        if (bytes < 2 * Tile || Helpers == 0)
        {
            NativeMemory.Copy(source, target, (nuint)bytes);
            return;
        }

        _source = source;
        _target = target;
        _bytes = bytes;
        _tiles = (bytes + Tile - 1) / Tile;

        // Until now every claim was in vain. Who claims a tile from now on sees all of the fields above.
        Volatile.Write(ref _left, _tiles);
        _ = CopyTiles();

        // All tiles are claimed. Those that helpers have claimed end soon.
        SpinWait wait = default;
        while (Volatile.Read(ref _working) != 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>Helps as long as a word is not 0, until there has been nothing to do for some time.</summary>
    /// <param name="goesOn">The word.</param>
    public void Help(int* goesOn)
    {
        Interlocked.Increment(ref _helpers);
        for (int looks = 0; looks < Patience && Volatile.Read(ref *goesOn) != 0; looks++)
        {
            if (Volatile.Read(ref _left) > 0)
            {
                // The thread that copies changes nothing before it has seen that this is 0.
                Interlocked.Increment(ref _working);
                Interlocked.Add(ref _bytesHelped, CopyTiles());
                Interlocked.Decrement(ref _working);
                looks = 0;
            }

            Thread.SpinWait(SpinsBetweenLooks);
        }

        Interlocked.Decrement(ref _helpers);
    }

    /// <summary>Copies tiles until all are claimed.</summary>
    /// <returns>The bytes that this thread has copied.</returns>
    private long CopyTiles()
    {
        long copied = 0;
        for (long left; (left = Interlocked.Decrement(ref _left)) >= 0;)
        {
            long first = (_tiles - 1 - left) * Tile, bytes = Math.Min(Tile, _bytes - first);
            NativeMemory.Copy(_source + first, _target + first, (nuint)bytes);
            copied += bytes;
        }

        return copied;
    }
}
