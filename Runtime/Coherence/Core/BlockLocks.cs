// Safety: a range lies within its region, and the region has a lock for each of its blocks.
namespace HmmGen.Coherence.Core;

/// <summary>Takes the locks of the blocks of a range, in the order of their addresses, or the locks of all blocks at once.</summary>
/// <remarks>
/// A call that wants some blocks counts itself in the region. A call that wants all blocks waits until no call is counted, and keeps other calls from being
/// counted. So the locks of all blocks cost the same, however many blocks there are. No call holds two ranges, or two lists of pages.
/// </remarks>
internal static unsafe class BlockLocks
{
    /// <summary>The bit that is set in <see cref="CoreRegion.BlockHolders"/> while a call wants or has all blocks.</summary>
    private const int Wanted = 1 << 30;

    /// <summary>Takes the locks of the blocks of a range, and waits for them.</summary>
    public static void Enter(CoreRegion* region, long offset, long bytes)
    {
        Join(region);
        for (long block = offset >> CoreRegion.BlockShift; block <= (offset + bytes - 1) >> CoreRegion.BlockShift; block++)
        {
            HostLock.Enter(region->Blocks + block);
        }
    }

    /// <summary>Takes the locks of the blocks of some pages, and waits for them.</summary>
    /// <param name="mirror">The mirror.</param>
    /// <param name="pages">The pages, in ascending order.</param>
    /// <param name="count">The number of pages.</param>
    public static void Enter(CoreMirror* mirror, long* pages, long count)
    {
        Join(mirror->Region);
        long next = 0;
        for (long i = 0; i < count; i++)
        {
            MirrorRange range = MirrorRange.Of(mirror, pages[i], 1);
            for (next = Math.Max(next, range.Offset >> CoreRegion.BlockShift); next <= (range.End - 1) >> CoreRegion.BlockShift; next++)
            {
                HostLock.Enter(mirror->Region->Blocks + next);
            }
        }
    }

    /// <summary>Releases the locks of the blocks of some pages.</summary>
    /// <param name="mirror">The mirror.</param>
    /// <param name="pages">The pages, in ascending order.</param>
    /// <param name="count">The number of pages.</param>
    public static void Leave(CoreMirror* mirror, long* pages, long count)
    {
        long next = 0;
        for (long i = 0; i < count; i++)
        {
            MirrorRange range = MirrorRange.Of(mirror, pages[i], 1);
            for (next = Math.Max(next, range.Offset >> CoreRegion.BlockShift); next <= (range.End - 1) >> CoreRegion.BlockShift; next++)
            {
                HostLock.Leave(mirror->Region->Blocks + next);
            }
        }

        Part(mirror->Region);
    }

    /// <summary>Returns the end of the block at an offset, or the end of the range if that comes first.</summary>
    /// <remarks>Work on a range goes block by block, under one lock at a time.</remarks>
    public static long EndOfBlock(long offset, long end) => Math.Min(end, (offset | (CoreRegion.BlockBytes - 1)) + 1);

    /// <summary>Releases the locks of the blocks of a range.</summary>
    public static void Leave(CoreRegion* region, long offset, long bytes)
    {
        for (long block = (offset + bytes - 1) >> CoreRegion.BlockShift; block >= offset >> CoreRegion.BlockShift; block--)
        {
            HostLock.Leave(region->Blocks + block);
        }

        Part(region);
    }

    /// <summary>Takes the locks of all blocks, and waits for them.</summary>
    public static void EnterAll(CoreRegion* region)
    {
        HostLock.Enter(&region->AllBlocks);
        int holders = Interlocked.Or(ref region->BlockHolders, Wanted) | Wanted;
        for (; holders != Wanted; holders = Volatile.Read(ref region->BlockHolders))
        {
            if (OperatingSystem.IsLinux())
            {
                SystemCalls.WaitWhile(&region->BlockHolders, holders);
            }
            else
            {
                Thread.Sleep(0);
            }
        }
    }

    /// <summary>Releases the locks of all blocks.</summary>
    public static void LeaveAll(CoreRegion* region)
    {
        Interlocked.And(ref region->BlockHolders, ~Wanted);
        HostLock.Leave(&region->AllBlocks);
    }

    private static void Part(CoreRegion* region)
    {
        if (Interlocked.Decrement(ref region->BlockHolders) == Wanted && OperatingSystem.IsLinux())
        {
            SystemCalls.WakeOne(&region->BlockHolders);
        }
    }

    private static void Join(CoreRegion* region)
    {
        while (true)
        {
            int holders = Volatile.Read(ref region->BlockHolders);
            if ((holders & Wanted) == 0)
            {
                if (Interlocked.CompareExchange(ref region->BlockHolders, holders + 1, holders) == holders)
                {
                    return;
                }
            }
            else
            {
                // Waits until the call that has all blocks releases them.
                HostLock.Enter(&region->AllBlocks);
                HostLock.Leave(&region->AllBlocks);
            }
        }
    }
}
