using CsCheck;
using HmmGen.Tests.Devices;

namespace HmmGen.Tests.Memory;

/// <summary>
/// Two simulated devices of any kind: large or tiny memory, small or large pages, either form of kernels, with and without prefetch, random evictions and one
/// of the mechanisms.
/// </summary>
internal static class AnyDevices
{
    /// <summary>Generates their options.</summary>
    public static Gen<(SimulatedOptions Zero, SimulatedOptions One)> Pair { get; } = Gen.Select(Any(0), Any(1));

    private static Gen<SimulatedOptions> Any(int number) =>
        from budget in Gen.OneOf(Gen.Const(1L << 30), Gen.Long[4, 60].Select(pages => pages * 4096))
        from large in Gen.Bool
        from form in Gen.Bool.Select(auto => auto ? HmmKernelVariants.Auto : HmmKernelVariants.Resumable)
        from prefetch in Gen.Bool
        from evictions in Gen.Bool
        from without in Gen.Int[0, 2 * Mechanisms.Names.Count - 1]
        select new SimulatedOptions
        {
            Testing = without < Mechanisms.Names.Count ? Mechanisms.Without(Mechanisms.Names[without]) : new(),
            Number = number,
            MemoryBudget = budget,
            PageSize = large ? 16384 : 4096,
            Variant = form,
            Prefetch = prefetch && Mechanisms.Names.ElementAtOrDefault(without) != nameof(SimulatedOptions.Prefetch),
            RandomEvictions = evictions ? 5 : null,
            MaxDegreeOfParallelism = 1,
        };
}
