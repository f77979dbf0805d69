namespace HmmGen;

/// <summary>How a simulated device is made.</summary>
/// <remarks>
/// <see cref="Variant"/>, <see cref="Prefetch"/>, <see cref="FaultAtEveryAccess"/>, <see cref="RandomEvictions"/> and <see cref="MaximumChunk"/> are testing
/// aids: they change how often kernels fault and in what pieces they run, and never what they compute. A program's tests use them to see its kernels through
/// faults that are rare otherwise.
/// </remarks>
public sealed record SimulatedOptions : HmmDeviceOptions
{
    /// <summary>The device's number, part of its name.</summary>
    public int Number { get; init; }

    /// <summary>How many neighbouring work items run one after the other, at least 1, as those of a block on a GPU run together.</summary>
    public int BlockSize { get; init; } = 256;

    /// <summary>The most threads that run blocks at a time, at least 1; null for one a processor. With 1 every run is repeatable.</summary>
    public int? Threads { get; init; }

    /// <summary>A testing aid: which printings of a kernel may run.</summary>
    public HmmKernelVariants Variant
    {
        get => Testing.Variant;
        init => Testing = Testing with { Variant = value };
    }

    /// <summary>
    /// A testing aid: whether pages that a plan names are brought before the kernel runs, and runs of faults are read ahead. Without it every page is brought
    /// by a fault of its own.
    /// </summary>
    public bool Prefetch
    {
        get => Testing.Prefetch;
        init => Testing = Testing with { Prefetch = value };
    }

    /// <summary>A testing aid: takes every page away at each resume, so that each access of a kernel faults. Implies the resumable kernel.</summary>
    public bool FaultAtEveryAccess
    {
        get => Testing.FaultAtEveryAccess;
        init => Testing = Testing with { FaultAtEveryAccess = value };
    }

    /// <summary>A testing aid: evicts random pages between waves, drawn with this seed; null for never.</summary>
    public int? RandomEvictions
    {
        get => Testing.RandomEvictions;
        init => Testing = Testing with { RandomEvictions = value };
    }

    /// <summary>A testing aid: the most work items in a chunk of a launch, at least 1; null for what memory allows.</summary>
    public int? MaximumChunk
    {
        get => Testing.MaximumChunk;
        init => Testing = Testing with { MaximumChunk = value };
    }

    private protected override void CheckOwn()
    {
        if (BlockSize < 1)
        {
            throw new ArgumentException($"BlockSize is {BlockSize}: set at least 1 work item.");
        }

        if (Threads is < 1)
        {
            throw new ArgumentException($"Threads is {Threads}: set at least 1, or null for one thread per processor.");
        }
    }
}
