using HmmGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Analyzers.Lints;

/// <summary>Finds reads of an element that another work item of the same launch writes: <c>y[i] = y[i - 1]</c>.</summary>
internal sealed class NeighbourLint : IKernelLint
{
    /// <inheritdoc/>
    public void Check(KernelCode code, Action<Diagnostic> report)
    {
        ElementAccess[] writes = [.. code.Accesses.Where(a => a is { Writes: true, Container: IParameterSymbol, Index: not null })];
        if (writes.Length == 0)
        {
            return;
        }

        Guards guards = new(code);
        if (!guards.ExitsAreRanges)
        {
            return;
        }

        foreach (ElementAccess read in code.Accesses.Where(a => a is { Reads: true, Container: IParameterSymbol, Index: not null }))
        {
            ElementAccess? write = writes.FirstOrDefault(
                w => IsNeighbour(w, read, code) && guards.HappenTogether(w.Operation, read.Operation));
            if (write is not null)
            {
                SyntaxNode place = read.Operation.Syntax;
                report(Diagnostic.Create(
                    KernelDiagnostics.Neighbour, place.GetLocation(), place.Quote(), write.Operation.Syntax.Quote()));
            }
        }
    }

    // Another item writes the element that this one reads when their distance is a whole number of the index's steps.
    private static bool IsNeighbour(ElementAccess write, ElementAccess read, KernelCode code)
    {
        if (!SymbolEqualityComparer.Default.Equals(write.Container, read.Container)
            || !code.Variables.IsFixed(write.Container)
            || read.Index!.Plus(write.Index!, -1)?.Single is not { } distance
            || code.Indices.Any(i => distance.Unknowns.IndexOf(code.Reader.Unknown(i)) >= 0))
        {
            return false;
        }

        return code.Indices.Any(i =>
            write.Index!.CoefficientOf(code.Reader.Unknown(i))?.Single is { } step
            && step.Unknowns == distance.Unknowns
            && distance.Coefficient % step.Coefficient == 0);
    }
}
