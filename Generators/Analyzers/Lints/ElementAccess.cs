using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Analyzers.Lints;

/// <summary>One place in a kernel where an element of a span or an array is named.</summary>
/// <param name="Operation">The element.</param>
/// <param name="Container">The local or parameter that is indexed.</param>
/// <param name="Index">The index, or null when it is not a polynomial.</param>
/// <param name="FromEnd">The constant after <c>^</c>, when there is one.</param>
/// <param name="Use">The use of the element.</param>
internal sealed record ElementAccess(IOperation Operation, ISymbol Container, Polynomial? Index, int? FromEnd, ElementUse Use)
{
    /// <summary>Whether the element is written by a plain store.</summary>
    public bool Writes => Use is ElementUse.Write or ElementUse.ReadWrite;

    /// <summary>Whether the element is read by a plain load.</summary>
    public bool Reads => Use is ElementUse.Read or ElementUse.ReadWrite;

    /// <summary>The element access of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="reader">Reads indices.</param>
    /// <returns>The access; null when the operation is not an element of a local or parameter.</returns>
    public static ElementAccess? Of(IOperation operation, IndexReader reader)
    {
        (IOperation? instance, IOperation? index) = operation switch
        {
            IPropertyReferenceOperation { Property.IsIndexer: true, Arguments.Length: 1 } element
                when TypeReader.IsSpan(element.Property.ContainingType) =>
                (element.Instance, element.Arguments[0].Value),
            IArrayElementReferenceOperation { Indices.Length: 1 } element => (element.ArrayReference, element.Indices[0]),
            IImplicitIndexerReferenceOperation element when TypeReader.IsSpan(element.Instance.Type) && !TypeReader.IsSpan(element.Type) =>
                (element.Instance, element.Argument),
            _ => (null, null),
        };
        ISymbol? container = instance switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
        if (container is null || index is null)
        {
            return null;
        }

        object? back = index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat && hat.Operand.ConstantValue.HasValue
            ? hat.Operand.ConstantValue.Value
            : null;
        return new ElementAccess(operation, container, reader.Read(index), back as int?, UseOf(operation));
    }

    private static ElementUse UseOf(IOperation element)
    {
        IOperation place = element;
        while (place.Parent is IFieldReferenceOperation { Field.IsStatic: false })
        {
            place = place.Parent;
        }

        return place.Parent switch
        {
            ISimpleAssignmentOperation { IsRef: true } => ElementUse.Reference,
            ISimpleAssignmentOperation assignment when assignment.Target == place => ElementUse.Write,
            IAssignmentOperation assignment when assignment.Target == place => ElementUse.ReadWrite,
            IIncrementOrDecrementOperation => ElementUse.ReadWrite,
            ITupleOperation => IsTarget(place.Parent) ? ElementUse.Write : ElementUse.Read,
            IArgumentOperation { Parameter.RefKind: RefKind.None } => ElementUse.Read,
            IArgumentOperation or IAddressOfOperation => ElementUse.Reference,
            IConditionalOperation { IsRef: true } => ElementUse.Reference,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } } =>
                ElementUse.Reference,
            IInvocationOperation call when call.Instance == place => IsReadOnly(call.TargetMethod) ? ElementUse.Read : ElementUse.Reference,
            IPropertyReferenceOperation { Property.GetMethod: { } getter } property
                when property.Instance == place && IsReadOnly(getter) && UseOf(property) == ElementUse.Read => ElementUse.Read,
            IPropertyReferenceOperation property when property.Instance == place => ElementUse.Reference,
            IEventReferenceOperation or IReturnOperation => ElementUse.Reference,
            _ => ElementUse.Read,
        };
    }

    private static bool IsReadOnly(IMethodSymbol method) =>
        method.IsReadOnly || method.ContainingType.IsReadOnly || method.ContainingType.SpecialType != SpecialType.None;

    private static bool IsTarget(IOperation tuple)
    {
        IOperation inner = tuple;
        while (inner.Parent is ITupleOperation or IConversionOperation)
        {
            inner = inner.Parent;
        }

        return inner.Parent is IDeconstructionAssignmentOperation assignment && assignment.Target == inner;
    }
}
