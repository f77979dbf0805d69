// Safety: a range lies within its region, which has a lock for each of its blocks.
namespace HmmGen.Faults;

/// <summary>Takes the locks of the blocks under a range, in the order of addresses.</summary>
internal static unsafe class BlockLocks
{
    /// <summary>Waits for the locks.</summary>
    public static void Enter(FaultRegion* region, long offset, long bytes)
    {
        for (long block = offset >> FaultRegion.BlockShift; block <= (offset + bytes - 1) >> FaultRegion.BlockShift; block++)
        {
            HostLock.Enter(region->Blocks + block);
        }
    }

    /// <summary>Where the block under an offset ends, or a range that ends before: work on a range goes block by block, under one lock at a time.</summary>
    public static long EndOfBlock(long offset, long end) => Math.Min(end, (offset | (FaultRegion.BlockBytes - 1)) + 1);

    /// <summary>Leaves the locks.</summary>
    public static void Leave(FaultRegion* region, long offset, long bytes)
    {
        for (long block = (offset + bytes - 1) >> FaultRegion.BlockShift; block >= offset >> FaultRegion.BlockShift; block--)
        {
            HostLock.Leave(region->Blocks + block);
        }
    }
}
