namespace HmmGen;

/// <summary>
/// How a device manages its memory. The defaults are for work; most of the rest makes rare paths common, for tests.
/// </summary>
public record HmmDeviceOptions
{
    /// <summary>The most bytes of pages that the device holds; null for as much as it has.</summary>
    public long? MemoryBudget { get; init; }

    /// <summary>The size of a page in bytes: a power of two, at least 4096.</summary>
    public int PageSize { get; init; } = 4096;

    /// <summary>Which printings of a kernel may run.</summary>
    public HmmKernelVariants Variant { get; init; }

    /// <summary>Whether pages that a plan names are brought before the kernel runs, and runs of faults are read ahead. Without it every page is brought by a fault of its own.</summary>
    public bool Prefetch { get; init; } = true;

    /// <summary>Takes every page away at each resume, so that each access of a kernel faults. Implies the resumable kernel.</summary>
    public bool FaultAtEveryAccess { get; init; }

    /// <summary>Evicts random pages between waves, drawn with this seed; null for never.</summary>
    public int? RandomEvictions { get; init; }

    /// <summary>The most work items in a chunk of a launch; null for what memory allows.</summary>
    public int? MaximumChunk { get; init; }

    /// <summary>
    /// The most threads of this process that run kernels at a time, over all launches on the device; null for one a processor. For the host and for
    /// simulated devices; others run kernels elsewhere.
    /// </summary>
    public int? MaxDegreeOfParallelism { get; init; }

    /// <summary>Refuses values that make no sense.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal void Check()
    {
        if (PageSize < 4096 || !int.IsPow2(PageSize))
        {
            throw new ArgumentException($"The page size {PageSize} is not a power of two of at least 4096.");
        }

        if (MemoryBudget is < 0)
        {
            throw new ArgumentException($"The memory budget {MemoryBudget} is negative.");
        }

        if (MaximumChunk is < 1)
        {
            throw new ArgumentException($"The largest chunk, {MaximumChunk}, holds no work item.");
        }

        if (MaxDegreeOfParallelism is < 1)
        {
            throw new ArgumentException($"With {MaxDegreeOfParallelism} threads nothing runs.");
        }

        if (!Enum.IsDefined(Variant))
        {
            throw new ArgumentException($"There is no kernel form {(int)Variant}.");
        }

        CheckOwn();
    }

    /// <summary>Refuses values that make no sense, of a derived kind of options.</summary>
    private protected virtual void CheckOwn()
    {
    }
}
