using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Parsing;

/// <summary>Looks through a method before it is translated: what it assigns, and which flow captures it assigns through.</summary>
internal static class ScopeScan
{
    /// <summary>Fills in a scope's assigned symbols and captures.</summary>
    /// <param name="scope">The scope.</param>
    public static void Run(Scope scope)
    {
        Dictionary<ISymbol, int> counts = new(SymbolEqualityComparer.Default);
        foreach (IOperation operation in Operations(scope.Graph))
        {
            foreach (IOperation target in Targets(operation))
            {
                Note(scope, counts, target, operation is not ISimpleAssignmentOperation and not IDeconstructionAssignmentOperation);
            }
        }

        // A local is declared by its first assignment; a parameter is set before the method begins.
        foreach (KeyValuePair<ISymbol, int> count in counts)
        {
            if (count.Value > 1 || count.Key is IParameterSymbol)
            {
                scope.Assigned.Add(count.Key);
            }
        }
    }

    /// <summary>Whether a struct's member assigns to the struct.</summary>
    /// <param name="graph">The member's graph.</param>
    /// <returns>True when it does, or calls something on it that may.</returns>
    public static bool ChangesThis(ControlFlowGraph graph) =>
        Operations(graph).Any(o =>
            Targets(o).Any(t => Root(t) is IInstanceReferenceOperation)
            || (o is IInvocationOperation { Instance: { } instance, TargetMethod.IsReadOnly: false } && Root(instance) is IInstanceReferenceOperation));

    private static IEnumerable<IOperation> Operations(ControlFlowGraph graph) =>
        graph.Blocks.SelectMany(b => b.BranchValue is null ? b.Operations : b.Operations.Add(b.BranchValue))
            .SelectMany(o => o.DescendantsAndSelf())
            .Concat(graph.LocalFunctions.SelectMany(f => Operations(graph.GetLocalFunctionControlFlowGraph(f))));

    private static IEnumerable<IOperation> Targets(IOperation operation)
    {
        switch (operation)
        {
            case IDeconstructionAssignmentOperation deconstruction:
                return Flatten(deconstruction.Target);
            case IAssignmentOperation assignment:
                return [assignment.Target];
            case IIncrementOrDecrementOperation step:
                return [step.Target];
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out or RefKind.In or RefKind.RefReadOnlyParameter } argument:
                return [argument.Value];
            case IInvocationOperation { Instance: { Type.TypeKind: TypeKind.Struct } instance, TargetMethod.IsReadOnly: false } call
                when !TypeReader.IsSpan(call.TargetMethod.ContainingType):
                return [instance];
            default:
                return [];
        }
    }

    private static IEnumerable<IOperation> Flatten(IOperation target) => target switch
    {
        ITupleOperation tuple => tuple.Elements.SelectMany(Flatten),
        IDeclarationExpressionOperation declaration => Flatten(declaration.Expression),
        _ => [target],
    };

    private static IOperation Root(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Instance: { } instance } => Root(instance),
        IPropertyReferenceOperation { Instance: { } instance } property when !TypeReader.IsSpan(property.Property.ContainingType)
            && !TypeReader.IsSpanEnumerator(property.Property.ContainingType) => Root(instance),
        IDeclarationExpressionOperation declaration => Root(declaration.Expression),
        _ => operation,
    };

    private static void Note(Scope scope, Dictionary<ISymbol, int> counts, IOperation target, bool changes)
    {
        IOperation root = Root(target);
        ISymbol? symbol = root switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
        if (symbol is not null)
        {
            counts.TryGetValue(symbol, out int count);
            counts[symbol] = count + (changes || root != target ? 2 : 1);
        }
        else if (root is IFlowCaptureReferenceOperation reference)
        {
            scope.AssignedCaptures.Add(reference.Id);
        }
    }
}
