using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Parsing;

/// <summary>
/// Finds elements of spans that C# takes later than a kernel does: <c>Put(ref a[i], n switch { … })</c>. Before a switch expression or a <c>stackalloc</c>, the
/// C# compiler keeps the span and the index, and takes the element when that has its value. What the values in between store, throw, or do to the span would
/// come too late or too early in a kernel. <see cref="LateTargets"/> are taken as late as C# takes them; here are those that cannot be.
/// </summary>
internal static class LateElements
{
    /// <summary>Reads a body, with its local functions.</summary>
    /// <param name="body">The operation that the body is.</param>
    /// <returns>The elements.</returns>
    public static IEnumerable<IOperation> In(IOperation body)
    {
        foreach (IOperation operation in body.Descendants())
        {
            if (operation is ISimpleAssignmentOperation { IsRef: false } assignment && ElementOf(assignment.Target) is { } target && IsLate(target, assignment))
            {
                yield return target;
            }

            // In the order in which they are evaluated.
            IOperation[] parts = operation is IInvocationOperation or IObjectCreationOperation ? [.. operation.ChildOperations] : [];
            for (int at = 0; at < parts.Length - 1; at++)
            {
                IOperation? passed = parts[at] switch
                {
                    IArgumentOperation { Parameter.RefKind: not RefKind.None } argument => ElementOf(argument.Value),
                    IArgumentOperation => null,
                    { Type.IsValueType: true } receiver => ElementOf(receiver),
                    _ => null,
                };
                IOperation[] later = [.. parts.Skip(at + 1)];
                if (passed is not null && Array.FindLastIndex(later, static part => Keepers(part).Any()) is >= 0 and int last && later.Take(last + 1).Any(static part => part.DescendantsAndSelf().Any(IsOwnEffect)))
                {
                    yield return passed;
                }
            }
        }
    }

    private static bool IsLate(IOperation element, ISimpleAssignmentOperation assignment)
    {
        SyntaxNode[] keepers = [.. Keepers(assignment.Value)];
        if (keepers.Length == 0)
        {
            return false;
        }

        int last = keepers.Max(static keeper => keeper.Span.End);
        ISymbol[] spans = [.. element.Descendants().Select(NamedVariables.Of).OfType<ISymbol>().Where(static variable => TypeOf(variable) is { IsRefLikeType: true })];
        return assignment.Value.DescendantsAndSelf().Any(part => (part is IAssignmentOperation moved && NamedVariables.Of(moved.Target) is { } variable && spans.Contains(variable, SymbolEqualityComparer.Default))
            || (part is IConditionalOperation or IBinaryOperation or ICoalesceOperation && part.Syntax.SpanStart >= last && HasBranch(part) && HasEffect(part))
            || (part.Syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax
                && assignment.Value.DescendantsAndSelf().Any(before => before.Syntax.Span.End <= part.Syntax.Span.End && IsEffect(before))));
    }

    // What the compiler empties the stack for.
    private static IEnumerable<SyntaxNode> Keepers(IOperation value) => value.Syntax
        .DescendantNodesAndSelf(static node => node is not AnonymousFunctionExpressionSyntax)
        .Where(static node => node is SwitchExpressionSyntax or StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax);

    private static bool HasBranch(IOperation part)
        => part is not IBinaryOperation { OperatorKind: not (BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr) };

    private static bool HasEffect(IOperation part) => part.DescendantsAndSelf().Any(IsEffect);

    private static bool IsEffect(IOperation operation) => IsOwnEffect(operation) || operation switch
    {
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        IInvocationOperation call => call.TargetMethod.DeclaringSyntaxReferences.Length > 0,
        IPropertyReferenceOperation property => property.Property.DeclaringSyntaxReferences.Length > 0,
        _ => false,
    };

    // What may store, or end the item by another error than an index does. Elements and slices in between are not counted, and calls not for passed elements:
    // few statements would be left.
    private static bool IsOwnEffect(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => IsStored(assignment.Target),
        IIncrementOrDecrementOperation step => IsStored(step.Target),
        ISwitchExpressionOperation choice => !choice.IsExhaustive,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder, RightOperand.ConstantValue.HasValue: false, Type.SpecialType: not (SpecialType.System_Single or SpecialType.System_Double) } => true,
        IBinaryOperation { IsChecked: true } or IConversionOperation { IsChecked: true } or IThrowOperation => true,
        _ => false,
    };

    // A number in a local is lost with the item that fails. A span in a local says where an element lies.
    private static bool IsStored(IOperation target) => NamedVariables.Of(target) is not { } variable || TypeOf(variable) is not { IsRefLikeType: false } || NamedVariables.IsReference(variable);

    private static ITypeSymbol? TypeOf(ISymbol variable) => variable switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };

    // The element of a span that a place is, or is a field of.
    private static IOperation? ElementOf(IOperation place) => place switch
    {
        IPropertyReferenceOperation { Property: { IsIndexer: true, RefKind: not RefKind.None } } => place,
        IImplicitIndexerReferenceOperation { IndexerSymbol: IPropertySymbol { RefKind: not RefKind.None } } => place,
        IFieldReferenceOperation { Instance: { Type.IsValueType: true } instance } => ElementOf(instance),
        IParenthesizedOperation parenthesized => ElementOf(parenthesized.Operand),
        _ => null,
    };
}
