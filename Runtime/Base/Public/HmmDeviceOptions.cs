using HmmGen.Base;

namespace HmmGen;

/// <summary>How a device manages its memory. The defaults are for work.</summary>
/// <remarks>Values out of their range are refused with an <see cref="ArgumentException"/> by what makes the device.</remarks>
public record HmmDeviceOptions
{
    /// <summary>The most bytes of pages that the device holds, at least 0; null for as much as it has.</summary>
    public long? MemoryBudget { get; init; }

    /// <summary>The size of a page in bytes: a power of two, at least 4096.</summary>
    public int PageSize { get; init; } = 4096;

    /// <summary>
    /// The most threads of this process that run kernels at a time, over all launches on the device, at least 1; null for one a processor. For the host and for
    /// simulated devices; others run kernels elsewhere.
    /// </summary>
    public int? MaxDegreeOfParallelism { get; init; }

    /// <summary>What makes rare paths common, for tests.</summary>
    internal PagingTestOptions Testing { get; init; } = new();

    /// <summary>Refuses values that make no sense.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal void Check()
    {
        if (PageSize < 4096 || !int.IsPow2(PageSize))
        {
            throw new ArgumentException($"PageSize is {PageSize}: set a power of two of at least 4096 bytes.");
        }

        if (MemoryBudget is < 0)
        {
            throw new ArgumentException($"MemoryBudget is {MemoryBudget}: set at least 0 bytes, or null for all memory of the device.");
        }

        if (MaxDegreeOfParallelism is < 1)
        {
            throw new ArgumentException($"MaxDegreeOfParallelism is {MaxDegreeOfParallelism}: set at least 1, or null for one thread per processor.");
        }

        Testing.Check();
        CheckOwn();
    }

    /// <summary>Refuses values that make no sense, of a derived kind of options.</summary>
    private protected virtual void CheckOwn()
    {
    }
}
