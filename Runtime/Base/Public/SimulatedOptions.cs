namespace HmmGen;

/// <summary>How a simulated device is made.</summary>
public sealed record SimulatedOptions : HmmDeviceOptions
{
    /// <summary>The device's number, part of its name.</summary>
    public int Number { get; init; }

    /// <summary>How many neighbouring work items run one after the other, as those of a block on a GPU run together.</summary>
    public int BlockSize { get; init; } = 256;

    /// <summary>The most threads that run blocks at a time; null for one a processor. With 1 every run is repeatable.</summary>
    public int? Threads { get; init; }

    private protected override void CheckOwn()
    {
        if (BlockSize < 1)
        {
            throw new ArgumentException($"The block size {BlockSize} holds no work item.");
        }

        if (Threads is < 1)
        {
            throw new ArgumentException($"A device of {Threads} threads runs nothing.");
        }
    }
}
