// Safety: a range lies within its region, which has a lock for each of its blocks.
namespace HmmGen.Coherence.Core;

/// <summary>Takes the locks of the blocks under a range, in the order of addresses, or those of all blocks at once.</summary>
/// <remarks>
/// Who wants some blocks counts itself in the region; who wants all waits until nobody is counted, and keeps others from being counted: so the locks
/// of all blocks cost the same however many there are. No call holds two ranges.
/// </remarks>
internal static unsafe class BlockLocks
{
    /// <summary>Set in <see cref="CoreRegion.BlockHolders"/> while somebody wants or has all blocks.</summary>
    private const int Wanted = 1 << 30;

    /// <summary>Waits for the locks.</summary>
    public static void Enter(CoreRegion* region, long offset, long bytes)
    {
        Join(region);
        for (long block = offset >> CoreRegion.BlockShift; block <= (offset + bytes - 1) >> CoreRegion.BlockShift; block++)
        {
            HostLock.Enter(region->Blocks + block);
        }
    }

    /// <summary>Where the block under an offset ends, or a range that ends before: work on a range goes block by block, under one lock at a time.</summary>
    public static long EndOfBlock(long offset, long end) => Math.Min(end, (offset | (CoreRegion.BlockBytes - 1)) + 1);

    /// <summary>Leaves the locks.</summary>
    public static void Leave(CoreRegion* region, long offset, long bytes)
    {
        for (long block = (offset + bytes - 1) >> CoreRegion.BlockShift; block >= offset >> CoreRegion.BlockShift; block--)
        {
            HostLock.Leave(region->Blocks + block);
        }

        if (Interlocked.Decrement(ref region->BlockHolders) == Wanted && OperatingSystem.IsLinux())
        {
            SystemCalls.WakeOne(&region->BlockHolders);
        }
    }

    /// <summary>Waits for the locks of all blocks.</summary>
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

    /// <summary>Leaves the locks of all blocks.</summary>
    public static void LeaveAll(CoreRegion* region)
    {
        Interlocked.And(ref region->BlockHolders, ~Wanted);
        HostLock.Leave(&region->AllBlocks);
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
                // Until who has all blocks has left.
                HostLock.Enter(&region->AllBlocks);
                HostLock.Leave(&region->AllBlocks);
            }
        }
    }
}
