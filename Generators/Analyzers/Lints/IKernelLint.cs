using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Analyzers.Lints;

/// <summary>Finds one kind of mistake. It says nothing where it is not sure.</summary>
internal interface IKernelLint
{
    /// <summary>Looks at a kernel.</summary>
    /// <param name="code">The kernel.</param>
    /// <param name="report">Takes what is found.</param>
    void Check(KernelCode code, Action<Diagnostic> report);
}
