using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Analyzers.Lints;

/// <summary>Finds one kind of mistake. It reports nothing when it is not sure.</summary>
internal interface IKernelLint
{
    /// <summary>Checks a kernel.</summary>
    /// <param name="code">The kernel.</param>
    /// <param name="report">Receives the findings.</param>
    void Check(KernelCode code, Action<Diagnostic> report);
}
