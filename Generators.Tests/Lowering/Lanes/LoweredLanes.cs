using HmmGen.Generators.Lowering;
using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Lowering.Naming;
using HmmGen.Generators.Model;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering.Lanes;

/// <summary>Kernels with lanes that are written in C#.</summary>
internal static class LoweredLanes
{
    /// <summary>Lowers the only kernel of a source, all of whose indices the plan names.</summary>
    /// <param name="source">The source.</param>
    /// <returns>The kernel with lanes. The test fails when it has none.</returns>
    internal static LaneModel Of(string source) => Assert.IsType<LaneModel>(Find(source));

    /// <summary>Lowers the only kernel of a source, all of whose indices the plan names.</summary>
    /// <param name="source">The source.</param>
    /// <returns>The kernel with lanes; null when it has none.</returns>
    internal static LaneModel? Find(string source)
    {
        KernelModel kernel = NamePass.Run(KernelLowering.Lower(Assert.Single(ParsedKernels.Of(Compilations.Tree(source)))));
        return LaneLowering.Lower(kernel, [], [], out _);
    }
}
