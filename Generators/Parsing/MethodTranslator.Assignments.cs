using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Diagnostics.Remedies;
using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Assignments, compound assignments and increments.</content>
internal sealed partial class MethodTranslator
{
    private Operand Assignment(ISimpleAssignmentOperation operation)
    {
        if (operation.IsRef)
        {
            return BindReference(operation);
        }

        if (operation.Target is IDiscardOperation)
        {
            return Evaluate(operation.Value);
        }

        if (operation.Target is ILocalReferenceOperation { Local: var local } && IsText(local))
        {
            // Where the text is used, its constant is.
            return NothingOperand.Instance;
        }

        if (IsAggregate(operation.Target.Type))
        {
            return AssignAggregate(operation);
        }

        Place? place = PlaceOf(operation.Target, ElementCheck.AtStore);
        if (place is null)
        {
            return RefuseTarget(operation.Target);
        }

        Expression value = Scalar(operation.Value);
        WritePlace(place, value);
        return new ScalarOperand(value);
    }

    private static bool IsAggregate(ITypeSymbol? type) =>
        TypeReader.IsSpan(type) || TypeReader.IsSpanEnumerator(type) || TypeReader.IsIndex(type) || TypeReader.IsRange(type)
        || type is IArrayTypeSymbol or INamedTypeSymbol { IsTupleType: true };

    private Operand RefuseTarget(IOperation target)
    {
        switch (target)
        {
            case IFieldReferenceOperation { Field.IsStatic: true } or IPropertyReferenceOperation { Property.IsStatic: true }:
                return Refuse(target, $"Assigning the static '{target.Syntax.Quote()}'", "pass a span of one element and write that");
            case IPropertyReferenceOperation { Property.ContainingType.TypeKind: TypeKind.Extension }:
                return Refuse(target, $"Assigning '{target.Syntax.Quote()}', a property of an extension block,", "assign the field or the element itself");
            case IPropertyReferenceOperation property when context.IsForeign(property.Property):
                context.Report(
                    KernelDiagnostics.BadCall, target.Syntax, property.Property.ToDisplayString(), "its source is not in this compilation; assign the fields");
                return Dummy(target.Type);
            case IInvocationOperation or IPropertyReferenceOperation { Property.ReturnsByRef: true }:
                return Refuse(target, $"Assigning '{target.Syntax.Quote()}', which a method returns by reference,", "assign the element itself");
            case IMemberReferenceOperation { Instance.Type: { IsReferenceType: true } made } when IsException(made):
                // An exception in a kernel is one that is made there, and what it begins with is refused with it.
                return Dummy(target.Type);
            default:
                return Refuse(target, $"Assigning '{target.Syntax.Quote()}'", "assign a local, an element of a span or a field of these");
        }
    }

    private Operand AssignAggregate(ISimpleAssignmentOperation operation)
    {
        Variable? variable = VariableFor(operation.Target);
        Operand value = Evaluate(operation.Value);
        if (variable is null)
        {
            return RefuseTarget(operation.Target);
        }

        AssignVariable(variable, value, operation);
        return value;
    }

    private Operand BindReference(ISimpleAssignmentOperation operation)
    {
        if (VariableFor(operation.Target) is not PlaceVariable reference || PlaceOf(operation.Value) is not { } place || place is PropertyPlace)
        {
            return Refuse(operation, "This reference", OperationRemedies.Place);
        }

        if (reference.Candidates.Count > 0)
        {
            return Refuse(operation, "A reference that is bound more than once", "declare a reference for each place, or keep the index in a local");
        }

        Bind(reference, place, isMerge: false);
        return NothingOperand.Instance;
    }

    private Operand Compound(ICompoundAssignmentOperation operation)
    {
        bool isReferred = OperatorReferences.IsTargetOf(operation);
        (Place Place, Operand Old)? target = TargetOf(
            operation.Target, operation.OperatorMethod is { IsStatic: false } ? TargetUse.InPlace : isReferred ? TargetUse.ByReference : TargetUse.ByValue);
        if (target is null)
        {
            return RefuseTarget(operation.Target);
        }

        (Place place, Operand old) = target.Value;
        if (operation.OperatorMethod is { } method && !IsBuiltIn(method))
        {
            Operand operand = ArgumentOf(OperatorReferences.ValueOf(method), operation.Value);
            if (!method.IsStatic)
            {
                return ChangeInPlace(method, place, [operand], operation);
            }

            Operand left = isReferred ? old : Converted(old, operation.InConversion, method.Parameters[0].Type, operation);
            Operand made = Converted(Call(method, null, [left, operand], operation), operation.OutConversion, operation.Type, operation);
            if (ValueOf(made, operation) is not { } whole)
            {
                return Dummy(operation.Type);
            }

            whole = Converted(whole, place.Value);
            WritePlace(place, whole, StorePurpose.Update);
            return new ScalarOperand(whole);
        }

        if (OperatorOf(operation.OperatorKind) is not { } @operator || old is not ScalarOperand { Value: var before } || before.Type.Kind == ValueKind.Struct
            || operation.InConversion.IsUserDefined || operation.OutConversion.IsUserDefined)
        {
            return Refuse(operation);
        }

        Expression right = Scalar(operation.Value);
        ValueType type = @operator.IsShift() ? Promoted(before.Type) : Promoted(right.Type);
        Expression value = Combine(@operator, Converted(before, type), right, type, operation.IsChecked);
        return new ScalarOperand(Store(place, value, operation.IsChecked || IsChecked(operation)));
    }

    private Operand Converted(Operand value, CommonConversion conversion, ITypeSymbol? type, IOperation site) =>
        conversion.MethodSymbol is { } method && !IsBuiltIn(method)
            ? ConvertedTo(Call(method, null, [ConvertedTo(value, method.Parameters[0].Type, IsChecked(site))], site), type, IsChecked(site))
            : ConvertedTo(value, type, IsChecked(site));

    private bool IsChecked(IOperation site) => CheckedContext.IsAt(site.Syntax, context.Compilation);

    private Operand Step(IIncrementOrDecrementOperation operation)
    {
        (Place Place, Operand Old)? target = TargetOf(operation.Target, operation.OperatorMethod is { IsStatic: false } ? TargetUse.InPlace : TargetUse.ByValue);
        if (target is null)
        {
            return RefuseTarget(operation.Target);
        }

        Place place = target.Value.Place;
        if (operation.OperatorMethod is { IsStatic: false } inPlace)
        {
            return ChangeInPlace(inPlace, place, [], operation);
        }

        if (target.Value.Old is not ScalarOperand { Value: var old })
        {
            return RefuseTarget(operation.Target);
        }

        if (operation.OperatorMethod is { } method && !IsBuiltIn(method))
        {
            if (ValueOf(Call(method, null, [new ScalarOperand(old)], operation), operation) is not { } made)
            {
                return Dummy(operation.Type);
            }

            WritePlace(place, made, StorePurpose.Update);
            return new ScalarOperand(operation.IsPostfix ? old : made);
        }

        if (old.Type.Kind is ValueKind.Struct or ValueKind.Boolean)
        {
            return Refuse(operation);
        }

        ValueType type = Promoted(old.Type);
        BinaryOperator @operator = operation.Kind == OperationKind.Increment ? BinaryOperator.Add : BinaryOperator.Subtract;
        Expression value = Combine(@operator, Converted(old, type), ConstantText.Of(type, 1), type, operation.IsChecked);
        Expression stored = Store(place, value, operation.IsChecked);
        return new ScalarOperand(operation.IsPostfix ? old : stored);
    }

    // In C# 14 an operator may change its target in place. One of an extension block has the target as its parameter.
    private Operand ChangeInPlace(IMethodSymbol method, Place place, Operand[] operands, IOperation operation)
    {
        if (method.ContainingType.ExtensionParameter is { } extended)
        {
            CallExtension(method, extended, ReferenceTo(place, PlacePermission.Writable), operands, operation);
        }
        else
        {
            Call(method, new Receiver(place, PlacePermission.Writable), operands, operation);
        }

        return operation.Type is null or { SpecialType: SpecialType.System_Void } ? NothingOperand.Instance : new ScalarOperand(ReadPlace(place));
    }

    private void CallExtension(IMethodSymbol method, IParameterSymbol extended, ReferenceOperand receiver, Operand[] operands, IOperation site)
    {
        if (Enter(method, site) is { } callee)
        {
            callee.Declare(extended, receiver.Variable);
            for (int i = 0; i < operands.Length; i++)
            {
                Bind(callee, callee.Method.Parameters[i], operands[i], site);
            }

            Run(callee);
        }
    }

    // The place of the target, and its old value: C# reads the value when it fixes the place. What a property gives is always a value.
    private (Place Place, Operand Old)? TargetOf(IOperation target, TargetUse use)
    {
        if (VariableFor(target) is PlaceVariable { Old: >= 0 } captured && PlaceOf(captured) is { } fixedPlace)
        {
            return (fixedPlace, use == TargetUse.ByReference && !captured.IsOfProperty
                ? ReferenceTo(fixedPlace, PlacePermission.ReadOnly)
                : new ScalarOperand(body.Read(captured.Old)));
        }

        return PlaceOf(target) is not { } place ? null
            : (place, use switch
            {
                TargetUse.InPlace => NothingOperand.Instance,
                TargetUse.ByReference when !IsOfProperty(target) => ReferenceTo(place, PlacePermission.ReadOnly),
                _ => new ScalarOperand(ReadPlace(place, LoadPurpose.Update)),
            });
    }

    /// <summary>What an operator does with the target of a compound assignment or increment.</summary>
    private enum TargetUse
    {
        /// <summary>It makes the new value from the old one.</summary>
        ByValue,

        /// <summary>It makes the new value from what stands at the target when it runs.</summary>
        ByReference,

        /// <summary>It changes the target itself.</summary>
        InPlace,
    }

    private Expression? ValueOf(Operand operand, IOperation operation)
    {
        if (operand is ScalarOperand scalar)
        {
            return scalar.Value;
        }

        Refuse(operation);
        return null;
    }

    // A compound assignment or increment returns the value that it stored.
    private Expression Store(Place place, Expression value, bool isChecked)
    {
        Expression stored = Converted(value, place.Value, isChecked);
        WritePlace(place, stored, StorePurpose.Update);
        return stored;
    }
}
