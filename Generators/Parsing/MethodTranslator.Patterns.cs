using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Diagnostics.Remedies;
using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Patterns, lowered to comparisons; to branches where a part runs user code.</content>
internal sealed partial class MethodTranslator
{
    private Expression Matches(Operand value, IPatternOperation pattern)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (pattern)
        {
            case IConstantPatternOperation constant when value is ScalarOperand { Value.Type.Kind: not ValueKind.Struct } scalar:
                return MatchesConstant(scalar.Value, constant);
            case IRelationalPatternOperation relational when value is ScalarOperand { Value.Type.Kind: not ValueKind.Struct } scalar
                && OperatorOf(relational.OperatorKind) is { } comparison:
                return body.Value(Compared(comparison, scalar.Value, Converted(Scalar(relational.Value), scalar.Value.Type)), "test");
            case INegatedPatternOperation negated:
                return Not(Matches(value, negated.Pattern));
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return Both(Matches(value, both.LeftPattern), NeedsCode(both.RightPattern), () => Matches(value, both.RightPattern));
            case IBinaryPatternOperation either:
                return Either(Matches(value, either.LeftPattern), NeedsCode(either.RightPattern), () => Matches(value, either.RightPattern));
            case IDiscardPatternOperation:
                return True;
            case IDeclarationPatternOperation declaration when IsSameType(declaration.MatchedType, declaration.InputType):
                Declare(declaration.DeclaredSymbol, value, declaration);
                return True;
            case ITypePatternOperation type when IsSameType(type.MatchedType, type.InputType):
                return True;
            case IRecursivePatternOperation recursive when IsSameType(recursive.MatchedType, recursive.InputType):
                return MatchesParts(value, recursive);
            case IListPatternOperation:
                Refuse(pattern, $"The list pattern '{pattern.Syntax.Quote()}'", "compare the length and the elements");
                return True;
            default:
                Refuse(pattern, $"The pattern '{pattern.Syntax.Quote()}'");
                return True;
        }
    }

    private static bool IsSameType(ITypeSymbol? matched, ITypeSymbol input) =>
        matched is null || SymbolEqualityComparer.Default.Equals(matched, input);

    // A constant pattern NaN matches NaN, unlike the operator ==.
    private Expression MatchesConstant(Expression value, IConstantPatternOperation pattern)
    {
        if (pattern.Value.ConstantValue.Value is float.NaN or double.NaN)
        {
            return body.Value(Compared(BinaryOperator.NotEqual, value, value), "isNaN");
        }

        return body.Value(Compared(BinaryOperator.Equal, value, Converted(Scalar(pattern.Value), value.Type)), "test");
    }

    private void Declare(ISymbol? symbol, Operand value, IOperation place)
    {
        if (symbol is ILocalSymbol local)
        {
            AssignVariable(VariableOf(local), value, place);
        }
    }

    private Expression MatchesParts(Operand value, IRecursivePatternOperation pattern)
    {
        Expression result = True;
        if (pattern.DeconstructionSubpatterns.Length > 0)
        {
            Operand[]? parts = value is TupleOperand tuple ? tuple.Elements
                : pattern.DeconstructSymbol is IMethodSymbol method ? Deconstructed(method, value, pattern)
                : null;
            if (parts is null || parts.Length != pattern.DeconstructionSubpatterns.Length)
            {
                Refuse(pattern, $"The pattern '{pattern.Syntax.Quote()}'");
                return True;
            }

            for (int i = 0; i < parts.Length; i++)
            {
                Operand part = parts[i];
                IPatternOperation subpattern = pattern.DeconstructionSubpatterns[i];
                result = Both(result, NeedsCode(subpattern), () => Matches(part, subpattern));
            }
        }

        foreach (IPropertySubpatternOperation part in pattern.PropertySubpatterns)
        {
            result = Both(result, NeedsCode(part), () => MatchesMember(value, part));
        }

        Declare(pattern.DeclaredSymbol, value, pattern);
        return result;
    }

    private Expression MatchesMember(Operand value, IPropertySubpatternOperation part)
    {
        switch (part.Member, value)
        {
            case (IPropertyReferenceOperation { Property.ContainingType.TypeKind: TypeKind.Extension }, _):
                Refuse(part, $"The pattern '{part.Syntax.Quote()}', which asks a property of an extension block,", OperationRemedies.Comparison);
                return True;
            case (IFieldReferenceOperation { Field.ContainingType.IsTupleType: true } field, TupleOperand tuple)
                when TupleIndex(field.Field) is int index && index < tuple.Elements.Length:
                return Matches(tuple.Elements[index], part.Pattern);
            case (IFieldReferenceOperation field, ScalarOperand scalar):
                return Matches(MemberOf(scalar, StructMembers.NameOf(field.Field), part), part.Pattern);
            case (IPropertyReferenceOperation property, ScalarOperand scalar) when IsAutomatic(property.Property):
                return Matches(MemberOf(scalar, property.Property.Name, part), part.Pattern);
            case (IPropertyReferenceOperation { Property: { GetMethod: { } getter, IsIndexer: false } }, ScalarOperand { Value: { Type.Kind: ValueKind.Struct } whole }):
                LocalPlace self = Fresh(whole, "self");
                Operand got = Call(getter, new Receiver(self, PlacePermission.Writable), [], part);
                RefuseChange(self, part);
                return Matches(got, part.Pattern);
            case (IPropertyReferenceOperation { Property: { Name: "Length" } }, SpanOperand span):
                return Matches(new ScalarOperand(span.Length), part.Pattern);
            case (IPropertyReferenceOperation { Property: { Name: "IsEmpty" } }, SpanOperand span):
                return Matches(IsEmpty(span), part.Pattern);
            default:
                Refuse(part, $"The pattern '{part.Syntax.Quote()}'");
                return True;
        }
    }

    // Whether C# matches a copy or the variable itself depends on the rest of the pattern; no user should have to know that.
    private void RefuseChange(LocalPlace self, IOperation pattern)
    {
        if (body.Assignments(self.Local) > 1)
        {
            Refuse(pattern, $"The pattern '{pattern.Syntax.Quote()}', which changes what it looks at,", OperationRemedies.Comparison);
        }
    }

    private ScalarOperand MemberOf(ScalarOperand value, string name, IPropertySubpatternOperation part) =>
        new(body.Value(new FieldExpression(TypeOf(part.Member), value.Value, name), name));

    // Whether matching runs code that may fail or has effects. Such code must not run after an earlier part has failed to match.
    private bool NeedsCode(IOperation pattern) => pattern switch
    {
        IPropertySubpatternOperation part => part.Member is IPropertyReferenceOperation property && !IsAutomatic(property.Property)
            && !TypeReader.IsSpan(property.Property.ContainingType) || NeedsCode(part.Pattern),
        IRecursivePatternOperation recursive => (recursive.DeconstructionSubpatterns.Length > 0 && recursive.DeconstructSymbol is IMethodSymbol)
            || recursive.PropertySubpatterns.Any(NeedsCode) || recursive.DeconstructionSubpatterns.Any(NeedsCode),
        _ => pattern.ChildOperations.Any(NeedsCode),
    };

    private Expression Both(Expression left, bool mustSkip, Func<Expression> right) => left switch
    {
        ConstantExpression { Text: "false" } => False,
        ConstantExpression => right(),
        _ => mustSkip ? Skipping(left, whenTrue: true, right) : And(left, right()),
    };

    private Expression Either(Expression left, bool mustSkip, Func<Expression> right) => left switch
    {
        ConstantExpression { Text: "true" } => True,
        ConstantExpression => right(),
        _ => mustSkip ? Skipping(left, whenTrue: false, right) : Or(left, right()),
    };

    // Evaluates the right side only when the left side has a certain value; otherwise the result is the left side's.
    private Expression Skipping(Expression left, bool whenTrue, Func<Expression> right)
    {
        int result = body.NewLocal("matches", ValueType.Boolean);
        BlockBuilder more = body.NewBlock();
        BlockBuilder done = body.NewBlock();
        body.Assign(result, left);
        body.Current.BranchLine = body.Line;
        body.Current.Branch(left, whenTrue ? more : done, whenTrue ? done : more);
        body.Begin(more);
        body.Assign(result, right());
        body.Current.Jump(done);
        body.Begin(done);
        return body.Read(result);
    }

    private Expression And(Expression left, Expression right) =>
        left == True ? right
        : right == True ? left
        : left == False || right == False ? False
        : body.Value(new BinaryExpression(ValueType.Boolean, BinaryOperator.Both, left, right), "both");

    private Expression Or(Expression left, Expression right) =>
        left == False ? right
        : right == False ? left
        : left == True || right == True ? True
        : body.Value(new BinaryExpression(ValueType.Boolean, BinaryOperator.Either, left, right), "either");
}
