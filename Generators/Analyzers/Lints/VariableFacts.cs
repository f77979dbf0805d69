using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Analyzers.Lints;

/// <summary>Knows which locals and parameters of a body keep their first value.</summary>
internal sealed class VariableFacts
{
    private readonly HashSet<ISymbol> _changed = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, IOperation> _initial = new(SymbolEqualityComparer.Default);

    /// <summary>Collects the facts.</summary>
    /// <param name="operations">All operations of the body.</param>
    public VariableFacts(ImmutableArray<IOperation> operations)
    {
        foreach (IOperation operation in operations)
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator:
                    if (declarator.GetVariableInitializer() is { } initializer && declarator.Symbol.RefKind == RefKind.None)
                    {
                        _initial[declarator.Symbol] = initializer.Value;
                    }
                    else
                    {
                        _changed.Add(declarator.Symbol);
                    }

                    if (declarator.Symbol.RefKind != RefKind.None && declarator.GetVariableInitializer() is { } target)
                    {
                        Change(target.Value);
                    }

                    break;
                case IAssignmentOperation assignment:
                    Change(assignment.Target);
                    if (assignment is ISimpleAssignmentOperation { IsRef: true })
                    {
                        Change(assignment.Value);
                    }

                    break;
                case IIncrementOrDecrementOperation step:
                    Change(step.Target);
                    break;
                case IArgumentOperation { Parameter.RefKind: not RefKind.None } argument:
                    Change(argument.Value);
                    break;
                case IAddressOfOperation address:
                    Change(address.Reference);
                    break;
                case IInvocationOperation { Instance: ILocalReferenceOperation or IParameterReferenceOperation } call
                    when call.TargetMethod.ContainingType?.IsReadOnly != true:
                    Change(call.Instance);
                    break;
            }
        }
    }

    /// <summary>Whether a variable keeps its first value.</summary>
    /// <param name="variable">The local or parameter.</param>
    /// <returns>False when it is assigned again, or may be.</returns>
    public bool IsFixed(ISymbol variable) => !_changed.Contains(variable);

    /// <summary>The first value of a local that keeps it.</summary>
    /// <param name="local">The local.</param>
    /// <returns>The value; null when the local is assigned again or comes from a pattern or a loop.</returns>
    public IOperation? ValueOf(ISymbol local) => IsFixed(local) && _initial.TryGetValue(local, out IOperation? value) ? value : null;

    // The variables in a target: all of a tuple's; for a field or a conditional reference, the variable that it belongs to.
    private void Change(IOperation? target)
    {
        Stack<IOperation?> targets = new([target]);
        while (targets.Count > 0)
        {
            switch (targets.Pop())
            {
                case ILocalReferenceOperation local:
                    _changed.Add(local.Local);
                    break;
                case IParameterReferenceOperation parameter:
                    _changed.Add(parameter.Parameter);
                    break;
                case IFieldReferenceOperation field:
                    targets.Push(field.Instance);
                    break;
                case ITupleOperation tuple:
                    foreach (IOperation element in tuple.Elements)
                    {
                        targets.Push(element);
                    }

                    break;
                case IDeclarationExpressionOperation declared:
                    targets.Push(declared.Expression);
                    break;
                case IConversionOperation conversion:
                    targets.Push(conversion.Operand);
                    break;
                case IConditionalOperation choice:
                    targets.Push(choice.WhenTrue);
                    targets.Push(choice.WhenFalse);
                    break;
            }
        }
    }
}
