using HmmGen.Base;

namespace HmmGen;

/// <summary>The options for the memory and the threads of a device. The defaults suit normal use.</summary>
/// <remarks>
/// <see cref="HmmDevice.WithOptions"/> and <see cref="HmmDevice.Simulated"/> check the values. They throw an <see cref="ArgumentOutOfRangeException"/> when one
/// is out of its range. Instances do not change and may be used by any thread.
/// </remarks>
public record HmmDeviceOptions
{
    /// <summary>The largest size in bytes of all pages on the device, at least 0; null for as much as the device has.</summary>
    public long? MemoryBudget { get; init; }

    /// <summary>The size of a page in bytes: a power of two, at least 4096. The default is 4096.</summary>
    /// <remarks>An element size of m·2^a bytes with odd m makes pages m times as large.</remarks>
    public int PageSize { get; init; } = 4096;

    /// <summary>The largest number of threads of this process that run kernels at the same time, at least 1; null for one thread per processor.</summary>
    /// <remarks>
    /// The limit holds for all launches on the device together. It applies to the host and to simulated devices. Other devices run kernels on their own
    /// hardware. With 1, a simulated device runs the work items of a launch in the same order each time.
    /// </remarks>
    public int? MaxDegreeOfParallelism { get; init; }

    /// <summary>
    /// Whether kernels work on process memory in place: true to demand it, false to have HmmGen mirror pages, null for what <c>HMMGEN_MIRROR</c> says.
    /// </summary>
    /// <remarks>
    /// With true, <see cref="HmmDevice.WithOptions"/> throws a <see cref="NotSupportedException"/> for a device that cannot. Launches that the device cannot run
    /// in place go the way of pages, and for them the other options hold.
    /// </remarks>
    public bool? InPlace { get; init; }

    /// <summary>The options that make rare paths common, for tests.</summary>
    internal PagingTestOptions Testing { get; init; } = new();

    /// <summary>Checks the values of all options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    internal void Check()
    {
        if (PageSize < 4096 || !int.IsPow2(PageSize))
        {
            throw new ArgumentOutOfRangeException("options", PageSize, "PageSize: set a power of two of at least 4096 bytes.");
        }

        if (MemoryBudget is < 0)
        {
            throw new ArgumentOutOfRangeException("options", MemoryBudget, "MemoryBudget: set at least 0 bytes, or null for all memory of the device.");
        }

        if (MaxDegreeOfParallelism is < 1)
        {
            throw new ArgumentOutOfRangeException(
                "options", MaxDegreeOfParallelism, "MaxDegreeOfParallelism: set at least 1, or null for one thread per processor.");
        }

        Testing.Check();
        CheckOwn();
    }

    /// <summary>Checks the values of the options that a derived record adds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    private protected virtual void CheckOwn()
    {
    }
}
