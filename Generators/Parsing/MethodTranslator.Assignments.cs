using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Assignments, compound assignments, increments and deconstruction.</content>
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

        if (IsAggregate(operation.Target))
        {
            return AssignAggregate(operation);
        }

        if (operation.Target is IPropertyReferenceOperation { Property: { SetMethod: { } setter, IsIndexer: false } property } target
            && property.ContainingType.TypeKind == TypeKind.Struct && !IsAutoProperty(property))
        {
            return Inline(setter, target.Instance, [operation.Value], operation);
        }

        Place? place = PlaceOf(operation.Target);
        if (place is null)
        {
            return Refuse(operation, $"Assigning '{operation.Target.Syntax}'");
        }

        BodyBuilder.Mark mark = body.Here();
        Expression value = Scalar(operation.Value);
        WritePlace(KeepPlace(place, mark), value);
        return new ScalarOperand(value);
    }

    private static bool IsAggregate(IOperation target) =>
        TypeReader.IsSpan(target.Type) || TypeReader.IsSpanEnumerator(target.Type)
        || target.Type is IArrayTypeSymbol or INamedTypeSymbol { IsTupleType: true };

    private Operand AssignAggregate(ISimpleAssignmentOperation operation)
    {
        Operand value = Evaluate(operation.Value);
        if (operation.Target is ILocalReferenceOperation { Local: var local } && !_scope.Assigned.Contains(local) && value is SpanOperand span)
        {
            _scope.Declare(local, new FixedVariable(span with
            {
                Start = body.Stable(span.Start, local.Name + "Start"),
                Length = body.Stable(span.Length, local.Name + "Length"),
            }));
            return value;
        }

        if (VariableFor(operation.Target) is { } variable)
        {
            AssignVariable(variable, value, operation);
            return value;
        }

        return Refuse(operation, $"Assigning '{operation.Target.Syntax}'");
    }

    private Operand BindReference(ISimpleAssignmentOperation operation)
    {
        if (VariableFor(operation.Target) is not PlaceVariable reference || PlaceOf(operation.Value) is not { } place)
        {
            return Refuse(operation, "This reference");
        }

        if (operation.Target is ILocalReferenceOperation { Local: var local } && _scope.Assigned.Contains(local) && reference.Place is not null)
        {
            return Refuse(operation, "A reference that is bound more than once");
        }

        reference.Place = Steady(place);
        return Nothing;
    }

    private Expression Compound(ICompoundAssignmentOperation operation)
    {
        if (PlaceOf(operation.Target) is not { } named)
        {
            Refuse(operation, $"Assigning '{operation.Target.Syntax}'");
            return Zero;
        }

        Place place = Steady(named);
        if (operation.OperatorMethod is { } method && !IsBuiltIn(method))
        {
            Operand old = new ScalarOperand(body.Stable(ReadPlace(place, forUpdate: true), "old"));
            Operand made = Inline(method, null, [old, Evaluate(operation.Value)], operation);
            Expression whole = made is ScalarOperand scalar ? scalar.Value : Zero;
            WritePlace(place, whole, update: true);
            return whole;
        }

        if (OperatorText(operation.OperatorKind) is not { } text)
        {
            Refuse(operation, $"'{operation.Syntax}'");
            return Zero;
        }

        Expression left = ReadPlace(place, forUpdate: true);
        BodyBuilder.Mark mark = body.Here();
        Expression right = Scalar(operation.Value);
        left = body.Keep(left, mark);
        bool shift = text.IsShift();
        ValueType type = shift ? Promoted(left.Type) : Promoted(right.Type);
        Expression value = Combine(text, Converted(left, type), right, type, operation.IsChecked);
        return Store(place, value, left.Type, operation.IsChecked);
    }

    private Expression Step(IIncrementOrDecrementOperation operation)
    {
        if (PlaceOf(operation.Target) is not { } named || operation.OperatorMethod is { } method && !IsBuiltIn(method))
        {
            Refuse(operation, $"'{operation.Syntax}'");
            return Zero;
        }

        Place place = Steady(named);
        Expression old = ReadPlace(place, forUpdate: true);
        if (operation.IsPostfix && place is LocalPlace && operation.Parent is not (null or IExpressionStatementOperation))
        {
            old = body.Stable(old, "before");
        }

        ValueType type = Promoted(old.Type);
        Expression one = ConstantText.Of(type, 1);
        BinaryOperator text = operation.Kind == OperationKind.Increment ? BinaryOperator.Add : BinaryOperator.Subtract;
        Expression value = Combine(text, Converted(old, type), one, type, operation.IsChecked);
        Expression stored = Store(place, value, old.Type, operation.IsChecked);
        return operation.IsPostfix ? old : stored;
    }

    // What a compound assignment or increment gives is what it stored, read back from the local where there is one.
    private Expression Store(Place place, Expression value, ValueType type, bool isChecked)
    {
        if (isChecked && type.IsInteger)
        {
            GuardConversion(value, type);
        }

        Expression stored = Converted(value, type);
        if (place is LocalPlace)
        {
            WritePlace(place, stored, update: true);
            return ReadPlace(place);
        }

        stored = body.Stable(stored, "updated");
        WritePlace(place, stored, update: true);
        return stored;
    }

    private Operand Deconstruction(IDeconstructionAssignmentOperation operation)
    {
        IOperation target = operation.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : operation.Target;
        if (target is not ITupleOperation targets)
        {
            return Refuse(operation, $"'{operation.Syntax}'");
        }

        List<(IOperation Target, Place? Place)> places = [];
        Collect(targets, places);
        BodyBuilder.Mark mark = body.Here();
        if (Evaluate(operation.Value) is not TupleOperand value)
        {
            return Refuse(operation.Value, "Deconstructing something that is not a tuple");
        }

        List<Operand> values = [];
        Flatten(targets, value, values);
        if (values.Count != places.Count)
        {
            return Refuse(operation, $"'{operation.Syntax}'");
        }

        for (int i = 0; i < values.Count; i++)
        {
            values[i] = Snapshot(values[i]);
        }

        for (int i = 0; i < values.Count; i++)
        {
            AssignElement(places[i].Target, places[i].Place is { } place ? KeepPlace(place, mark) : null, values[i]);
        }

        return value;
    }

    private void Collect(ITupleOperation targets, List<(IOperation Target, Place? Place)> places)
    {
        foreach (IOperation element in targets.Elements)
        {
            IOperation target = element is IDeclarationExpressionOperation declaration ? declaration.Expression : element;
            if (target is ITupleOperation inner)
            {
                Collect(inner, places);
            }
            else
            {
                places.Add((target, target is IDiscardOperation || IsAggregate(target) ? null : PlaceOf(target)));
            }
        }
    }

    private static void Flatten(ITupleOperation targets, TupleOperand value, List<Operand> values)
    {
        for (int i = 0; i < targets.Elements.Length && i < value.Elements.Length; i++)
        {
            IOperation target = targets.Elements[i] is IDeclarationExpressionOperation declaration ? declaration.Expression : targets.Elements[i];
            if (target is ITupleOperation inner && value.Elements[i] is TupleOperand tuple)
            {
                Flatten(inner, tuple, values);
            }
            else
            {
                values.Add(value.Elements[i]);
            }
        }
    }

    private void AssignElement(IOperation target, Place? place, Operand value)
    {
        if (target is IDiscardOperation)
        {
            return;
        }

        if (place is not null && value is ScalarOperand scalar)
        {
            WritePlace(place, Converted(scalar.Value, place.Value));
        }
        else if (VariableFor(target) is { } variable)
        {
            AssignVariable(variable, value, target);
        }
        else
        {
            Refuse(target, $"Assigning '{target.Syntax}'");
        }
    }
}
