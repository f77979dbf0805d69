using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Diagnostics.Remedies;

/// <summary>What to write in place of an operation that is outside the kernel language.</summary>
internal static class OperationRemedies
{
    /// <summary>In place of a value of a class.</summary>
    public const string Reference = "pass what you use of it as parameters";

    /// <summary>In place of a pattern.</summary>
    public const string Comparison = "write the comparison out";

    /// <summary>In place of a text.</summary>
    public const string Text = "use a constant text, or a parameter of type ReadOnlySpan<char>";

    /// <summary>In place of a reference that is bound to no place, or to more than one.</summary>
    public const string Place = "name the element by its index, as in 'x[k]'";

    /// <summary>What to write in place of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>The remedy: a main clause in the imperative.</returns>
    public static string For(IOperation operation) => operation switch
    {
        IThrowOperation => "throw an exception that is made where it is thrown",
        IAnonymousFunctionOperation or IFlowAnonymousFunctionOperation or IDelegateCreationOperation or IFunctionPointerInvocationOperation =>
            "write a static method and call it by its name",
        IPropertyReferenceOperation { Instance: IImplicitIndexerReferenceOperation { Argument.Type.Name: "Range" } part } => For(part),
        IPropertyReferenceOperation { Property.ContainingType.SpecialType: SpecialType.System_String } => Text,
        IImplicitIndexerReferenceOperation { Argument.Type.Name: "Range" } => "slice its span: 'AsSpan()[…]'",
        IInterpolatedStringOperation or { Type.SpecialType: SpecialType.System_String } => Text,
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation => "use the value's own type",
        IAwaitOperation => "wait on the host",
        IAnonymousObjectCreationOperation => "use a tuple, or a struct with named fields",
        IObjectCreationOperation { Type.IsReferenceType: true } => "use a struct",
        IAddressOfOperation => Place,
        ILiteralOperation { ConstantValue: { HasValue: true, Value: null } } => "use a bool or a number that says that there is none",
        ITypeOfOperation => "write the code for the type that you use",
        ISpreadOperation => "make an array of a constant length, and copy the elements with CopyTo or in a loop",
        IIsTypeOperation or IIsPatternOperation or IPatternOperation or IPropertySubpatternOperation => Comparison,
        IDeconstructionAssignmentOperation => "assign each part on its own, or call 'Deconstruct' by its name",
        ITupleBinaryOperation => "compare the parts",
        IBinaryOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation or IUnaryOperation =>
            "compute with the fields of the structs, or write an operator in the struct",
        IConversionOperation => "convert on the host, or write the conversion as a method",
        IInstanceReferenceOperation { Type.IsReferenceType: true } => Reference,
        IMemberReferenceOperation { Instance.Type.IsReferenceType: true } => Reference,
        _ => "write it with numbers, structs and spans, or compute it on the host and pass the result",
    };
}
