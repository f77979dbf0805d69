using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Parsing;

/// <summary>
/// Finds variables that a matched tuple names and a later part of the same tuple changes: <c>(n, n++) switch { … }</c>. By the language,
/// <c>n</c> is read first. The C# compiler makes no tuple there; it matches the variable itself, after the change. A kernel cannot follow both.
/// </summary>
internal static class LateTupleReads
{
    /// <summary>Reads a body, with its local functions.</summary>
    /// <param name="body">The operation that the body is.</param>
    /// <returns>The references to the variables.</returns>
    public static IEnumerable<IOperation> In(IOperation body)
    {
        foreach (IOperation operation in body.Descendants())
        {
            IOperation? matched = operation switch
            {
                ISwitchOperation statement => statement.Value,
                ISwitchExpressionOperation expression => expression.Value,
                IIsPatternOperation test => test.Value,
                _ => null,
            };
            while (matched is IConversionOperation or IParenthesizedOperation)
            {
                matched = matched.ChildOperations.First();
            }

            if (matched is ITupleOperation tuple)
            {
                for (int at = 0; at < tuple.Elements.Length - 1; at++)
                {
                    IOperation element = WithoutIdentity(tuple.Elements[at]);
                    if (Variable(element) is { } variable && tuple.Elements.Skip(at + 1).Any(later => MayChange(later, variable)))
                    {
                        yield return element;
                    }
                }
            }
        }
    }

    private static IOperation WithoutIdentity(IOperation element)
    {
        while (element is IParenthesizedOperation || (element is IConversionOperation { Conversion: { IsImplicit: true, IsUserDefined: false, IsNumeric: false } }))
        {
            element = element.ChildOperations.First();
        }

        return element;
    }

    // What is declared was not read before.
    private static ISymbol? Variable(IOperation operation) => operation is ILocalReferenceOperation { IsDeclaration: true } ? null : NamedVariables.Of(operation);

    // Errs on one side only: anything that may be a change counts as one.
    private static bool MayChange(IOperation later, ISymbol variable) => later.DescendantsAndSelf().Any(operation => operation switch
    {
        IAssignmentOperation assignment => Reaches(assignment.Target, variable),
        IIncrementOrDecrementOperation step => Reaches(step.Target, variable),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => Reaches(argument.Value, variable),
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } => true,
        IInvocationOperation { Instance: { Type.IsValueType: true } instance } => Reaches(instance, variable),
        IPropertyReferenceOperation { Instance: { Type.IsValueType: true } instance } => Reaches(instance, variable),
        _ => false,
    });

    private static bool Reaches(IOperation place, ISymbol variable) => place switch
    {
        IFieldReferenceOperation { Instance: { } instance } => Reaches(instance, variable),
        IPropertyReferenceOperation { Instance: { } instance } => Reaches(instance, variable),
        IConditionalOperation choice => Reaches(choice.WhenTrue, variable) || (choice.WhenFalse is { } other && Reaches(other, variable)),
        ITupleOperation tuple => tuple.Elements.Any(element => Reaches(element, variable)),
        IConversionOperation or IParenthesizedOperation or IAssignmentOperation or IDeclarationExpressionOperation =>
            Reaches(place.ChildOperations.First(), variable),
        _ when Variable(place) is { } other =>
            SymbolEqualityComparer.Default.Equals(other, variable) || NamedVariables.IsReference(other) || NamedVariables.IsReference(variable),
        ILocalReferenceOperation => false,
        _ => NamedVariables.IsReference(variable),
    };
}
