using HmmGen.Generators.Emission;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>Prints the plans of kernels that are made by hand.</summary>
internal static class PlanPrinter
{
    /// <summary>Prints a kernel's plan.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The method's text.</returns>
    internal static string Print(KernelModel kernel)
    {
        SourceWriter writer = new();
        PlanEmitter.Emit(writer, kernel, PlanLowering.Lower(kernel));
        return writer.ToString();
    }
}
