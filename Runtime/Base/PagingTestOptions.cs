namespace HmmGen.Base;

/// <summary>
/// What makes rare paths of paging common. Users reach it as properties of <see cref="SimulatedOptions"/>; tests give it to any device with memory of its own.
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

    /// <summary>The seed with which random pages are drawn that are evicted between waves; null for never.</summary>
    public int? RandomEvictions { get; init; }

    /// <summary>The most work items in a chunk of a launch; null for what memory allows.</summary>
    public int? MaximumChunk { get; init; }

    /// <summary>How pages are chosen that leave the device.</summary>
    public EvictionKind Eviction { get; init; }

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
