using HmmGen.Base;
using HmmGen.Corpus;

namespace HmmGen.Tests.Generated;

/// <summary>The corpus's own ways of running a case, and those that are only of interest to tests.</summary>
internal static class CorpusForms
{
    /// <summary>Every way.</summary>
    public static IReadOnlyList<CorpusForm> All { get; } =
    [
        .. CorpusForm.All,
        new("evictions, nothing there", new SimulatedOptions { Variant = HmmKernelVariants.Resumable, Prefetch = false, RandomEvictions = 23 }),
        new("large pages", new SimulatedOptions { PageSize = 1 << 14, MemoryBudget = 1 << 18 }),
        new("pages ahead", new SimulatedOptions { MemoryBudget = 48 * 4096, Testing = new() { Overlap = OverlapKind.Always, MaximumChunk = 700 } }),
        new("scouts, evictions, small chunks", new SimulatedOptions { MemoryBudget = 64 * 4096, RandomEvictions = 7, MaximumChunk = 400 }),
        new("one by one", new SimulatedOptions
        {
            MaxDegreeOfParallelism = 1,
            BlockSize = 1,
            MaximumChunk = 1500,
            Variant = HmmKernelVariants.Resumable,
            Prefetch = false,
        }),
    ];
}
