namespace HmmGen.Corpus;

/// <summary>A way of running every case: a name, and the options of the device that runs in that way.</summary>
/// <param name="Name">The name in tables.</param>
/// <param name="Options">The device's options; those of a simulated device hold for every other one too.</param>
public sealed record CorpusForm(string Name, SimulatedOptions Options)
{
    private const int HandfulOfPages = 16 * 4096;

    /// <summary>The ways that make rare paths common.</summary>
    public static IReadOnlyList<CorpusForm> All { get; } =
    [
        new("direct", new SimulatedOptions()),
        new("small chunks", new SimulatedOptions { MaximumChunk = 100 }),
        new("resumable", new SimulatedOptions { Variant = HmmKernelVariants.Resumable }),
        new("nothing there", new SimulatedOptions { Variant = HmmKernelVariants.Resumable, Prefetch = false }),
        new("every access", new SimulatedOptions { FaultAtEveryAccess = true }),
        new("evictions", new SimulatedOptions { Variant = HmmKernelVariants.Resumable, RandomEvictions = 17 }),
        new("tiny budget", new SimulatedOptions { MemoryBudget = HandfulOfPages }),
    ];

    /// <summary>The only way of the host, which has no memory to manage.</summary>
    public static CorpusForm InPlace { get; } = new("in place", new SimulatedOptions());

    /// <inheritdoc/>
    public override string ToString() => Name;
}
