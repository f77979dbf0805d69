using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Patterns, lowered to comparisons.</content>
internal sealed partial class MethodTranslator
{
    private static readonly ConstantExpression True = new(ValueType.Boolean, "true", null);

    private Expression IsPattern(IIsPatternOperation operation) => Matches(Snapshot(Evaluate(operation.Value)), operation.Pattern);

    private Expression Matches(Operand value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IConstantPatternOperation constant when value is ScalarOperand scalar:
                return new BinaryExpression(ValueType.Boolean, BinaryOperator.Equal, scalar.Value, Converted(Scalar(constant.Value), scalar.Value.Type));
            case IRelationalPatternOperation relational when value is ScalarOperand scalar:
                return new BinaryExpression(
                    ValueType.Boolean, OperatorText(relational.OperatorKind)!.Value, scalar.Value, Converted(Scalar(relational.Value), scalar.Value.Type));
            case INegatedPatternOperation negated:
                return Not(Matches(value, negated.Pattern));
            case IBinaryPatternOperation binary:
                Expression left = Matches(value, binary.LeftPattern);
                Expression right = Matches(value, binary.RightPattern);
                return binary.OperatorKind == BinaryOperatorKind.And
                    ? And(left, right)
                    : new BinaryExpression(ValueType.Boolean, BinaryOperator.Either, left, right);
            case IDiscardPatternOperation:
                return True;
            case IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol symbol } declaration
                when declaration.MatchedType is null || SymbolEqualityComparer.Default.Equals(declaration.MatchedType, declaration.InputType):
                AssignVariable(VariableOf(symbol, symbol.Type, RefKind.None), value, declaration);
                return True;
            case IDeclarationPatternOperation { DeclaredSymbol: null } or ITypePatternOperation:
                return True;
            case IRecursivePatternOperation recursive:
                return MatchesParts(value, recursive);
            default:
                Refuse(pattern, $"The pattern '{pattern.Syntax}'");
                return True;
        }
    }

    private Expression MatchesParts(Operand value, IRecursivePatternOperation pattern)
    {
        Expression result = True;
        if (pattern.DeconstructionSubpatterns.Length > 0)
        {
            if (value is not TupleOperand tuple || tuple.Elements.Length != pattern.DeconstructionSubpatterns.Length)
            {
                Refuse(pattern, $"The pattern '{pattern.Syntax}'");
                return True;
            }

            for (int i = 0; i < tuple.Elements.Length; i++)
            {
                result = And(result, Matches(tuple.Elements[i], pattern.DeconstructionSubpatterns[i]));
            }
        }

        foreach (IPropertySubpatternOperation part in pattern.PropertySubpatterns)
        {
            ISymbol? member = part.Member switch
            {
                IFieldReferenceOperation field => field.Field,
                IPropertyReferenceOperation property when IsAutoProperty(property.Property) => property.Property,
                _ => null,
            };
            if (member is null || value is not ScalarOperand scalar)
            {
                Refuse(part, $"The pattern '{part.Syntax}'");
                return True;
            }

            RequireAccess(member, part.Syntax);
            result = And(result, Matches(new ScalarOperand(new FieldExpression(TypeOf(part.Member), scalar.Value, member.Name)), part.Pattern));
        }

        if (pattern.DeclaredSymbol is ILocalSymbol symbol)
        {
            AssignVariable(VariableOf(symbol, symbol.Type, RefKind.None), value, pattern);
        }

        return result;
    }

    private static Expression Not(Expression condition) =>
        condition == True ? new ConstantExpression(ValueType.Boolean, "false", null) : new UnaryExpression(ValueType.Boolean, UnaryOperator.Not, condition);

    private static Expression And(Expression left, Expression right) =>
        left == True ? right : right == True ? left : new BinaryExpression(ValueType.Boolean, BinaryOperator.Both, left, right);
}
