namespace HmmGen.Base;

/// <summary>
/// What makes rare paths of paging common. Users reach it as properties of <see cref="SimulatedOptions"/>; tests give it to any device with memory of its own.
/// Each mechanism of the engine has a switch, a property that is true by default. Tests find these properties and run without each of the mechanisms.
/// </summary>
internal sealed record PagingTestOptions
{
    /// <summary>Which printings of a kernel may run.</summary>
    public HmmKernelVariants Variant { get; init; }

    /// <summary>Whether pages that a plan names are brought before the kernel runs, and runs of faults are read ahead.</summary>
    public bool Prefetch { get; init; } = true;

    /// <summary>Whether every page is taken away at each resume, so that each access of a kernel faults. Implies the resumable kernel.</summary>
    public bool FaultAtEveryAccess { get; init; }

    /// <summary>Whether areas that are used densely are brought as a whole, although nobody knows all of their pages.</summary>
    public bool Density { get; init; } = true;

    /// <summary>Whether scouts find the pages that plans cannot name.</summary>
    public bool Scouts { get; init; } = true;

    /// <summary>Whether pages come for a chunk while the chunk before it runs.</summary>
    public OverlapKind Overlap { get; init; }

    /// <summary>Whether pages come from other devices directly, where there is a way.</summary>
    public bool PeerCopies { get; init; } = true;

    /// <summary>Whether what a scout found is kept for the next equal launch.</summary>
    public bool KeptScouts { get; init; } = true;

    /// <summary>Whether plans are kept for equal launches.</summary>
    public bool KeptPlans { get; init; } = true;

    /// <summary>Whether launches are kept that can run again without any step.</summary>
    public bool KeptLaunches { get; init; } = true;

    /// <summary>Whether regions that fit get contiguous frames. Without them direct variants find each element by the page table, and test no loop.</summary>
    public bool Contiguous { get; init; } = true;

    /// <summary>Whether a chunk whose pages happen to lie in neighbouring frames runs without page tables.</summary>
    public bool Windows { get; init; } = true;

    /// <summary>Whether pages that follow one another get frames that do so too, where their regions have no contiguous frames.</summary>
    public bool Stretches { get; init; } = true;

    /// <summary>Whether a launch that no plan names runs in a direct variant when all of its pages are there.</summary>
    public bool Resident { get; init; } = true;

    /// <summary>Whether chunks are cut into the shape that moves the least bytes.</summary>
    public bool Shapes { get; init; } = true;

    /// <summary>Whether pages that a launch overwrites come without their contents.</summary>
    public bool Overwriting { get; init; } = true;

    /// <summary>Whether pages stay in the host's view while a launch over more than the device holds writes them.</summary>
    public bool ShownPages { get; init; } = true;

    /// <summary>Whether what a chunk has written goes home while the next one runs, where the host took it home after the last equal launch.</summary>
    public bool EarlyWriteBack { get; init; } = true;

    /// <summary>Whether threads that have nothing else to do take a share of copies, where frames are memory of this process.</summary>
    public bool HelpedCopies { get; init; } = true;

    /// <summary>Whether the copies of pages that move together are awaited together.</summary>
    public bool Batches { get; init; } = true;

    /// <summary>Whether blocks that the host and the device write in turn stay mapped for the host (<em>shuttle</em>).</summary>
    public bool Shuttling { get; init; } = true;

    /// <summary>Whether frames of a device that is a processor are memory of the process, where its driver can do that, and no driver copies them.</summary>
    public bool SharedFrames { get; init; } = true;

    /// <summary>When launches on the host run work items as lanes.</summary>
    public LaneUse Lanes { get; init; }

    /// <summary>Whether lanes run where they would not pay.</summary>
    public bool HasLanesAlways => Lanes is LaneUse.Always or LaneUse.InTurn or LaneUse.Straight;

    /// <summary>The seed with which random pages are drawn that are evicted between waves; null for never.</summary>
    public int? RandomEvictions { get; init; }

    /// <summary>The most work items in a chunk of a launch; null for what memory allows.</summary>
    public int? MaximumChunk { get; init; }

    /// <summary>How pages are chosen that leave the device.</summary>
    public EvictionKind Eviction { get; init; }

    /// <summary>What runs before a move of pages is noted. Where it throws, memory has run out for the note.</summary>
    public Action? BeforeNote { get; init; }

    /// <summary>Refuses values that make no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public void Check()
    {
        if (MaximumChunk is < 1)
        {
            throw new ArgumentOutOfRangeException("options", MaximumChunk, "MaximumChunk: set at least 1 work item, or null for what memory allows.");
        }

        if (!Enum.IsDefined(Variant))
        {
            throw new ArgumentOutOfRangeException("options", Variant, "Variant: set Auto or Resumable.");
        }
    }
}
