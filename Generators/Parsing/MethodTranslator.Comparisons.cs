using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>The equality of tuples and records.</content>
internal sealed partial class MethodTranslator
{
    private Expression TupleComparison(ITupleBinaryOperation operation)
    {
        Operand left = Evaluate(operation.LeftOperand);
        Operand right = Evaluate(operation.RightOperand);
        Expression? equal = AllEqual(left, right);
        if (equal is null)
        {
            Refuse(operation);
            return True;
        }

        return operation.OperatorKind == BinaryOperatorKind.Equals ? equal : Not(equal);
    }

    private Expression? AllEqual(Operand left, Operand right)
    {
        switch (left, right)
        {
            case (ScalarOperand { Value: { Type.Kind: not ValueKind.Struct } one }, ScalarOperand { Value: { Type.Kind: not ValueKind.Struct } other }):
                ValueType type = Common(one.Type, other.Type);
                return body.Value(Compared(BinaryOperator.Equal, Converted(one, type), Converted(other, type)), "test");
            case (TupleOperand one, TupleOperand other) when one.Elements.Length == other.Elements.Length:
                Expression? all = True;
                for (int i = 0; i < one.Elements.Length && all is not null; i++)
                {
                    all = AllEqual(one.Elements[i], other.Elements[i]) is { } equal ? And(all, equal) : null;
                }

                return all;
            default:
                return null;
        }
    }

    // C#'s binary numeric promotion.
    private static ValueType Common(ValueType left, ValueType right)
    {
        if (left.Kind == right.Kind)
        {
            return left;
        }

        ValueKind Either(ValueKind kind) => left.Kind == kind || right.Kind == kind ? kind : ValueKind.Void;
        if (Either(ValueKind.Double) == ValueKind.Double)
        {
            return new ValueType(ValueKind.Double, "double");
        }

        if (Either(ValueKind.Single) == ValueKind.Single)
        {
            return new ValueType(ValueKind.Single, "float");
        }

        if (Either(ValueKind.UInt64) == ValueKind.UInt64)
        {
            return new ValueType(ValueKind.UInt64, "ulong");
        }

        if (Either(ValueKind.Int64) == ValueKind.Int64)
        {
            return ValueType.Int64;
        }

        ValueType other = left.Kind == ValueKind.UInt32 ? right : left;
        return Either(ValueKind.UInt32) != ValueKind.UInt32 ? ValueType.Int32
            : other.IsSigned ? ValueType.Int64
            : new ValueType(ValueKind.UInt32, "uint");
    }

    private bool IsRecordEquality(IMethodSymbol method) =>
        method.Name is "op_Equality" or "op_Inequality" && method.ContainingType.IsRecord && method.IsImplicitlyDeclared && !context.IsForeign(method);

    private Expression RecordComparison(IBinaryOperation operation, Operand left, Operand right)
    {
        INamedTypeSymbol type = operation.OperatorMethod!.ContainingType;
        if (left is not ScalarOperand { Value: var one } || right is not ScalarOperand { Value: var other })
        {
            Refuse(operation);
            return True;
        }

        Expression equal = RecordsEqual(type, one, other, operation);
        return operation.OperatorKind == BinaryOperatorKind.Equals ? equal : Not(equal);
    }

    // The equality that the compiler makes for a record: the user's own Equals, else field by field, each by its own equality.
    private Expression RecordsEqual(INamedTypeSymbol type, Expression left, Expression right, IOperation site)
    {
        IMethodSymbol? equals = type.GetMembers("Equals").OfType<IMethodSymbol>().FirstOrDefault(m =>
            m.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(m.Parameters[0].Type, type));
        if (equals is { IsImplicitlyDeclared: false })
        {
            Operand result = Call(equals, new Receiver(Fresh(left, "self"), PlacePermission.Writable), [new ScalarOperand(right)], site);
            return result is ScalarOperand scalar ? scalar.Value : True;
        }

        Expression all = True;
        foreach (IFieldSymbol field in StructMembers.FieldsOf(type))
        {
            ValueType fieldType = TypeOf(field.Type, site.Syntax);
            string name = StructMembers.NameOf(field);
            Expression one = body.Value(new FieldExpression(fieldType, left, name), name);
            Expression other = body.Value(new FieldExpression(fieldType, right, name), name);
            all = And(all, FieldsEqual(field, fieldType, one, other, site));
        }

        return all;
    }

    private Expression FieldsEqual(IFieldSymbol field, ValueType type, Expression left, Expression right, IOperation site)
    {
        if (type.Kind == ValueKind.Struct)
        {
            if (field.Type is INamedTypeSymbol { IsRecord: true } record && !context.IsForeign(record))
            {
                return RecordsEqual(record, left, right, site);
            }

            Refuse(site, $"Comparing the field '{StructMembers.NameOf(field)}', a struct that is no record,", "make it a record, or compare the fields");
            return True;
        }

        return Same(left, right);
    }

    // float.Equals and double.Equals treat NaN as equal to NaN.
    private Expression Same(Expression left, Expression right)
    {
        Expression equal = body.Value(Compared(BinaryOperator.Equal, left, right), "test");
        return !left.Type.IsFloating ? equal : Or(equal, And(
            body.Value(Compared(BinaryOperator.NotEqual, left, left), "test"),
            body.Value(Compared(BinaryOperator.NotEqual, right, right), "test")));
    }
}
