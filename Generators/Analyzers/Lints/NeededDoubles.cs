using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Analyzers.Lints;

/// <summary>
/// Operations that have to be doubles, since a constant in them is too large or too small for a float: the constant, and all that is computed from it.
/// </summary>
internal sealed class NeededDoubles
{
    private readonly HashSet<IOperation> _operations = [];
    private readonly HashSet<ISymbol> _locals = new(SymbolEqualityComparer.Default);

    /// <summary>Finds them.</summary>
    /// <param name="operations">All operations of a kernel, in the order of the source.</param>
    public NeededDoubles(IEnumerable<IOperation> operations)
    {
        foreach (IOperation operation in operations)
        {
            if (IsBeyondFloat(operation) || (operation is ILocalReferenceOperation { Local: { } local } && _locals.Contains(local)))
            {
                Add(operation);
            }
        }
    }

    /// <summary>Whether an operation has to be a double.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>True when it has to be.</returns>
    public bool Contains(IOperation operation) => _operations.Contains(operation);

    private static bool IsBeyondFloat(IOperation operation)
    {
        if (operation is not (ILiteralOperation or IFieldReferenceOperation) || DoubleLint.BecomesFloat(operation))
        {
            return false;
        }

        // Each number may be a float where their product is none.
        for (IOperation? value = operation; value is { ConstantValue: { HasValue: true, Value: double number } }; value = value.Parent)
        {
            if (!FloatText.Holds(number))
            {
                return true;
            }
        }

        return false;
    }

    private void Add(IOperation operation)
    {
        for (IOperation? user = operation; IsDouble(user) && _operations.Add(user!); user = user!.Parent)
        {
            if (user is IVariableDeclaratorOperation declarator)
            {
                _locals.Add(declarator.Symbol);
            }
        }
    }

    private static bool IsDouble(IOperation? operation) => operation is not null and not IBlockOperation
        && operation.Type?.SpecialType is null or SpecialType.System_Double;
}
