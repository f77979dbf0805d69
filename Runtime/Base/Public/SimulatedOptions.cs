namespace HmmGen;

/// <summary>The options of a simulated device.</summary>
/// <remarks>
/// <para>
/// <see cref="Variant"/>, <see cref="Prefetch"/>, <see cref="FaultAtEveryAccess"/>, <see cref="RandomEvictions"/> and <see cref="MaximumChunk"/> are for tests.
/// They change how often kernels fault and in which chunks they run. They never change results. Tests of a program use them to run its kernels through faults
/// that are rare otherwise.
/// </para>
/// <para>
/// <see cref="HmmDevice.Simulated"/> throws an <see cref="ArgumentOutOfRangeException"/> when a value is out of its range. Instances do not change and may be
/// used by any thread.
/// </para>
/// </remarks>
public sealed record SimulatedOptions : HmmDeviceOptions
{
    /// <summary>The number of the device, at least 0, a part of its name. The default is 0.</summary>
    public int Number { get; init; }

    /// <summary>
    /// The number of neighbouring work items that run one after the other, at least 1, as a block of a GPU runs its items together. The default is 256.
    /// </summary>
    public int BlockSize { get; init; } = 256;

    /// <summary>For tests: the variants of a kernel that may run.</summary>
    public HmmKernelVariants Variant
    {
        get => Testing.Variant;
        init => Testing = Testing with { Variant = value };
    }

    /// <summary>
    /// For tests: whether the device prefetches the pages that a plan names, and reads ahead after runs of faults. The default is true. With false, every page
    /// needs a fault of its own.
    /// </summary>
    public bool Prefetch
    {
        get => Testing.Prefetch;
        init => Testing = Testing with { Prefetch = value };
    }

    /// <summary>For tests: whether every resume takes all pages away, so that each access of a kernel faults. True implies the resumable variant.</summary>
    public bool FaultAtEveryAccess
    {
        get => Testing.FaultAtEveryAccess;
        init => Testing = Testing with { FaultAtEveryAccess = value };
    }

    /// <summary>For tests: the seed for random evictions of pages between waves; null for no such evictions.</summary>
    public int? RandomEvictions
    {
        get => Testing.RandomEvictions;
        init => Testing = Testing with { RandomEvictions = value };
    }

    /// <summary>For tests: the largest number of work items in a chunk, at least 1; null for what memory allows.</summary>
    public int? MaximumChunk
    {
        get => Testing.MaximumChunk;
        init => Testing = Testing with { MaximumChunk = value };
    }

    private protected override void CheckOwn()
    {
        if (Number < 0)
        {
            throw new ArgumentOutOfRangeException("options", Number, "Number: set at least 0.");
        }

        if (BlockSize < 1)
        {
            throw new ArgumentOutOfRangeException("options", BlockSize, "BlockSize: set at least 1 work item.");
        }
    }
}
