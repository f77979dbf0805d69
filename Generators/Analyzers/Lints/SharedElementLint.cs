using HmmGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Analyzers.Lints;

/// <summary>
/// Finds plain stores of every work item to an index that does not depend on the item. Two cases are left alone: a kernel that does not use its
/// index at all, since it is meant for one item, and a store under any condition.
/// </summary>
internal sealed class SharedElementLint : IKernelLint
{
    /// <inheritdoc/>
    public void Check(KernelCode code, Action<Diagnostic> report)
    {
        bool usesIndex = code.Operations.OfType<IParameterReferenceOperation>()
            .Any(o => code.Indices.Contains(o.Parameter, SymbolEqualityComparer.Default));
        if (!usesIndex || code.Operations.Any(o => o is IReturnOperation { IsImplicit: false } or IBranchOperation or IThrowOperation))
        {
            return;
        }

        foreach (ElementAccess access in code.Accesses)
        {
            if (access is { Writes: true, Container: IParameterSymbol, Index: { Constant: null or >= 0 } index }
                && code.Variables.IsFixed(access.Container)
                && !code.DependsOnIndex(index)
                && IsUnconditional(access.Operation))
            {
                SyntaxNode place = access.Operation.Syntax;
                report(Diagnostic.Create(KernelDiagnostics.SharedElement, place.GetLocation(), place.Quote(), code.Indices[0].Name));
            }
        }
    }

    private static bool IsUnconditional(IOperation operation)
    {
        for (IOperation? parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is not (IBlockOperation or IExpressionStatementOperation or IAssignmentOperation or IIncrementOrDecrementOperation
                or IMethodBodyOperation or ITupleOperation or IFieldReferenceOperation))
            {
                return false;
            }
        }

        return true;
    }
}
