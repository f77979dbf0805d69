using System.Collections.Immutable;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Parsing;

/// <summary>
/// Finds the flow captures of a graph that are places. Roslyn captures everything that must survive a branch. Whether C# means a value or a
/// place follows from the uses of the capture.
/// </summary>
internal sealed class CaptureUses
{
    private readonly HashSet<CaptureId> _places = [];
    private readonly HashSet<CaptureId> _compounds = [];
    private readonly HashSet<CaptureId> _stored = [];
    private readonly HashSet<CaptureId> _fixed = [];
    private readonly HashSet<CaptureId> _receivers = [];
    private readonly Dictionary<CaptureId, int> _bindings = [];
    private bool _changed;

    /// <summary>Reads a graph.</summary>
    /// <param name="graph">The graph.</param>
    public CaptureUses(ControlFlowGraph graph)
    {
        foreach (BasicBlock block in graph.Blocks)
        {
            foreach (IOperation operation in block.Operations)
            {
                if (operation is IFlowCaptureOperation capture)
                {
                    _bindings.TryGetValue(capture.Id, out int count);
                    _bindings[capture.Id] = count + 1;
                }
            }
        }

        // A capture of a capture is a place when that one is.
        do
        {
            _changed = false;
            foreach (BasicBlock block in graph.Blocks)
            {
                foreach (IOperation operation in block.Operations)
                {
                    Visit(operation, isPlace: false);
                }

                if (block.BranchValue is not null)
                {
                    Visit(block.BranchValue, isPlace: false);
                }
            }
        }
        while (_changed);
    }

    /// <summary>Whether a capture is a place.</summary>
    /// <param name="id">The capture.</param>
    /// <returns>True when something is done at what it captured, and not only with its value.</returns>
    public bool IsPlace(CaptureId id) => _places.Contains(id);

    /// <summary>Whether a capture is the target of a compound assignment. C# reads its old value before it evaluates the right side.</summary>
    /// <param name="id">The capture.</param>
    /// <returns>True when it is.</returns>
    public bool IsCompoundTarget(CaptureId id) => _compounds.Contains(id);

    /// <summary>Whether a capture is the target of a simple assignment.</summary>
    /// <param name="id">The capture.</param>
    /// <returns>True when it is.</returns>
    public bool IsStored(CaptureId id) => _stored.Contains(id);

    /// <summary>Whether a capture is assigned in any way.</summary>
    /// <param name="id">The capture.</param>
    /// <returns>True for the targets of assignments, compound assignments, increments and deconstructions.</returns>
    public bool IsTarget(CaptureId id) => _stored.Contains(id) || _compounds.Contains(id) || _fixed.Contains(id);

    /// <summary>Whether a member that could change the capture is called on it.</summary>
    /// <param name="id">The capture.</param>
    /// <returns>True when it is: C# then copies what may only be read, before it evaluates the arguments.</returns>
    public bool IsChangedByMember(CaptureId id) => _receivers.Contains(id);

    /// <summary>Whether a capture is bound at several places, of which one is chosen.</summary>
    /// <param name="id">The capture.</param>
    /// <returns>True when it merges what branches chose.</returns>
    public bool IsMerge(CaptureId id) => _bindings.TryGetValue(id, out int count) && count > 1;

    private void Visit(IOperation operation, bool isPlace)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (operation)
        {
            case IFlowCaptureReferenceOperation reference:
                if (isPlace && CanBePlace(reference.Syntax) && _places.Add(reference.Id))
                {
                    _changed = true;
                }

                break;
            case IConversionOperation when IdentityConversion.OperandOf(operation) is { } same:
                Visit(same, isPlace);
                break;
            case IFlowCaptureOperation capture:
                Visit(capture.Value, IsPlace(capture.Id));
                break;
            case ISimpleAssignmentOperation assignment:
                VisitTarget(assignment.Target, _stored);
                Visit(assignment.Value, assignment.IsRef);
                break;
            case ICompoundAssignmentOperation compound:
                VisitTarget(compound.Target, _compounds);
                Visit(compound.Value, isPlace: compound.OperatorMethod is { } changing && OperatorReferences.ValueOf(changing).RefKind != RefKind.None);
                break;
            case IIncrementOrDecrementOperation step:
                VisitTarget(step.Target, _fixed);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                VisitTargets(deconstruction.Target);
                Visit(deconstruction.Value, isPlace: false);
                break;
            case IArgumentOperation argument:
                Visit(argument.Value, argument.Parameter is { RefKind: not RefKind.None });
                break;
            case IInvocationOperation { Instance: { } instance } call:
                VisitReceiver(instance, call.TargetMethod);
                Visit(instance, IsReferred(instance, call.TargetMethod));
                VisitAll(call.Arguments);
                break;
            case IImplicitIndexerReferenceOperation { Instance: { } instance } indexer:
                Visit(instance, IsReferred(instance, indexer.IndexerSymbol));
                Visit(indexer.Argument, isPlace: false);
                break;
            case IPropertyReferenceOperation { Instance: { } instance } property:
                VisitReceiver(instance, property.Property.GetMethod);
                Visit(instance, IsReferred(instance, property.Property) && (isPlace || HasCode(property.Property)));
                VisitAll(property.Arguments);
                break;
            case IFieldReferenceOperation { Instance: { } instance }:
                Visit(instance, isPlace);
                break;
            case IBinaryOperation:
                VisitChain(operation);
                break;
            default:
                foreach (IOperation part in operation.ChildOperations)
                {
                    Visit(part, isPlace: false);
                }

                break;
        }
    }

    // An indexer takes its receiver before its arguments, which may change it. Other properties of spans and structs of the library read a value.
    private static bool HasCode(IPropertySymbol property) => property.IsIndexer || (property.DeclaringSyntaxReferences.Length > 0 && !StructMembers.IsAutomatic(property));

    // A struct's member gets the place of its receiver; a member of an extension block may get its value.
    private static bool IsReferred(IOperation instance, ISymbol member)
        => instance.Type is { IsValueType: true } && member.ContainingType.ExtensionParameter is not { RefKind: RefKind.None };

    // A chain of operators leans to the left and may have thousands of terms; a loop walks it.
    private void VisitChain(IOperation operation)
    {
        while (operation is IBinaryOperation binary)
        {
            Visit(binary.RightOperand, isPlace: OperatorReferences.At(binary, OperatorSide.Right) is not null);
            if (binary.LeftOperand is not IBinaryOperation)
            {
                Visit(binary.LeftOperand, isPlace: OperatorReferences.At(binary, OperatorSide.Left) is not null);
            }

            operation = binary.LeftOperand;
        }
    }

    private void VisitAll(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (IArgumentOperation argument in arguments)
        {
            Visit(argument, isPlace: false);
        }
    }

    private void VisitReceiver(IOperation instance, IMethodSymbol? member)
    {
        if (instance is IFlowCaptureReferenceOperation reference && member is { IsReadOnly: false, ContainingType.IsReadOnly: false })
        {
            _receivers.Add(reference.Id);
        }
    }

    private void VisitTarget(IOperation target, HashSet<CaptureId> kind)
    {
        if (target is IFlowCaptureReferenceOperation reference)
        {
            kind.Add(reference.Id);
        }

        Visit(target, isPlace: true);
    }

    private void VisitTargets(IOperation target)
    {
        switch (target)
        {
            case ITupleOperation tuple:
                foreach (IOperation element in tuple.Elements)
                {
                    VisitTargets(element);
                }

                break;
            case IDeclarationExpressionOperation declaration:
                VisitTargets(declaration.Expression);
                break;
            default:
                VisitTarget(target, _fixed);
                break;
        }
    }

    // A merge of values is a place only when it is written with ref: ref (c ? ref x : ref y).
    private static bool CanBePlace(SyntaxNode syntax) => syntax switch
    {
        ParenthesizedExpressionSyntax inner => CanBePlace(inner.Expression),
        ConditionalExpressionSyntax choice => choice.WhenTrue is RefExpressionSyntax,
        SwitchExpressionSyntax or BinaryExpressionSyntax or ConditionalAccessExpressionSyntax or IsPatternExpressionSyntax => false,
        _ => true,
    };
}
