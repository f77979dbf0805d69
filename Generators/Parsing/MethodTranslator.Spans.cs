using System.Collections.Immutable;
using HmmGen.Generators.Analyzers;
using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Spans: elements, slices, enumerators and small local arrays.</content>
internal sealed partial class MethodTranslator
{
    private const int LargestLocalArray = 1024;
    private static readonly ConstantExpression Zero = ConstantText.Of(ValueType.Int32, 0);

    private Operand SpanProperty(IPropertyReferenceOperation operation)
    {
        if (operation.Property.IsIndexer)
        {
            return ReadElement(operation);
        }

        if (operation.Instance is null)
        {
            return Refuse(operation, "An empty span");
        }

        return (operation.Property.Name, Evaluate(operation.Instance)) switch
        {
            ("Length", SpanOperand span) => new ScalarOperand(span.Length),
            ("IsEmpty", SpanOperand span) => new ScalarOperand(new BinaryExpression(ValueType.Boolean, BinaryOperator.Equal, span.Length, Zero)),
            _ => Refuse(operation, $"'{operation.Syntax}'"),
        };
    }

    private Operand ReadElement(IOperation operation) =>
        PlaceOf(operation) is { } place ? new ScalarOperand(ReadPlace(place)) : Refuse(operation, $"'{operation.Syntax}'");

    private Place? ElementOf(SpanOperand span, IOperation argument, IOperation operation)
    {
        BodyBuilder.Mark mark = body.Here();
        Operand index = Evaluate(argument);
        span = (SpanOperand)Keep(span, mark);
        Expression number;
        switch (index)
        {
            case ScalarOperand { Value.Type.Kind: ValueKind.Int32 or ValueKind.Int64 or ValueKind.UInt32 } scalar:
                number = scalar.Value;
                break;
            case IndexOperand { FromEnd: false } plain:
                number = plain.Value;
                break;
            case IndexOperand fromEnd:
                number = Difference(span.Length, fromEnd.Value);
                break;
            default:
                Refuse(operation, $"'{operation.Syntax}'");
                return null;
        }

        return ElementAt(span, number);
    }

    private ElementPlace ElementAt(SpanOperand span, Expression index)
    {
        if (index is not LocalExpression && index is not ConstantExpression && !span.IsWholeParameter)
        {
            index = body.Stable(index, span.Root.Name + "Index");
        }

        Expression absolute = Sum(span.Start, index);
        if (!span.IsWholeParameter && !IsInside(index, span.Length))
        {
            Guard(Outside(index, span.Length), FaultKind.OutOfRange, span.Root.Parameter, absolute);
        }

        return new ElementPlace(span.Root, absolute, [], span.Root.Element);
    }

    private static bool IsInside(Expression index, Expression length) =>
        index is ConstantExpression { Integer: >= 0 and long at } && length is ConstantExpression { Integer: long end } && at < end;

    private void Guard(Expression condition, FaultKind fault, int parameter, Expression? element) =>
        body.Emit(new GuardInstruction(body.Line, body.NewSite(parameter, SiteKind.Guard), condition, fault, element));

    private static BinaryExpression Outside(Expression index, Expression length)
    {
        ValueType unsigned = new(index.Type.Kind == ValueKind.Int64 ? ValueKind.UInt64 : ValueKind.UInt32, index.Type.Kind == ValueKind.Int64 ? "ulong" : "uint");
        return new BinaryExpression(
            ValueType.Boolean, BinaryOperator.GreaterOrEqual, new ConvertExpression(unsigned, index), new ConvertExpression(unsigned, length));
    }

    private static Expression Sum(Expression left, Expression right) =>
        left is ConstantExpression { Integer: 0 } ? right
        : right is ConstantExpression { Integer: 0 } ? left
        : new BinaryExpression(right.Type.Kind == ValueKind.Int64 ? ValueType.Int64 : ValueType.Int32, BinaryOperator.Add, left, right);

    private static Expression Difference(Expression left, Expression right) =>
        right is ConstantExpression { Integer: 0 } ? left : new BinaryExpression(ValueType.Int32, BinaryOperator.Subtract, left, right);

    private Operand ImplicitIndexer(IImplicitIndexerReferenceOperation operation)
    {
        if (!TypeReader.IsSpan(operation.Type))
        {
            return ReadElement(operation);
        }

        if (Evaluate(operation.Instance) is not SpanOperand span)
        {
            return Refuse(operation, $"'{operation.Syntax}'");
        }

        BodyBuilder.Mark mark = body.Here();
        Operand argument = Evaluate(operation.Argument);
        span = (SpanOperand)Keep(span, mark);
        if (argument is not RangeOperand range)
        {
            return Refuse(operation, $"'{operation.Syntax}'");
        }

        Expression start = Resolve(range.Start, span, Zero);
        Expression end = Resolve(range.End, span, span.Length);
        start = body.Stable(start, span.Root.Name + "Start");
        return Slice(span, start, body.Stable(Difference(end, start), span.Root.Name + "Length"));
    }

    private static Expression Resolve(IndexOperand? index, SpanOperand span, Expression missing) =>
        index is null ? missing : index.FromEnd ? Difference(span.Length, index.Value) : index.Value;

    private IndexOperand? IndexOf(IOperation? operation) =>
        operation is null ? null
        : Evaluate(operation) switch
        {
            IndexOperand index => index,
            ScalarOperand scalar => new IndexOperand(body.Stable(scalar.Value, "index"), false),
            _ => new IndexOperand(Zero, false),
        };

    // start and length are stable. As in Span<T>: both unsigned, start <= Length and length <= Length - start.
    private SpanOperand Slice(SpanOperand span, Expression start, Expression length)
    {
        ValueType wide = new(ValueKind.UInt64, "ulong");
        ValueType unsigned = new(ValueKind.UInt32, "uint");
        Expression Widened(Expression value) => new ConvertExpression(wide, new ConvertExpression(unsigned, value));
        if (start is not ConstantExpression { Integer: 0 } || length != span.Length)
        {
            Guard(
                new BinaryExpression(ValueType.Boolean, BinaryOperator.Greater, new BinaryExpression(wide, BinaryOperator.Add, Widened(start), Widened(length)), Widened(span.Length)),
                FaultKind.SliceOutOfRange, span.Root.Parameter, Sum(span.Start, start));
        }

        return new SpanOperand(span.Root, body.Stable(Sum(span.Start, start), span.Root.Name + "Start"), length);
    }

    private Operand SpanMethod(IInvocationOperation operation)
    {
        if (operation.Instance is null || Evaluate(operation.Instance) is not SpanOperand span)
        {
            return Refuse(operation, $"'{operation.Syntax}'");
        }

        BodyBuilder.Mark mark = body.Here();
        Expression[] arguments = Arguments(operation.Arguments);
        span = (SpanOperand)Keep(span, mark);
        switch (operation.TargetMethod.Name, arguments.Length)
        {
            case ("Slice", 1):
                Expression from = body.Stable(arguments[0], span.Root.Name + "From");
                return Slice(span, from, body.Stable(Difference(span.Length, from), span.Root.Name + "Length"));
            case ("Slice", 2):
                return Slice(span, body.Stable(arguments[0], span.Root.Name + "From"), body.Stable(arguments[1], span.Root.Name + "Length"));
            case ("GetEnumerator", 0):
                int next = body.NewLocal(span.Root.Name + "Next", ValueType.Int32);
                body.Assign(next, Zero);
                return new EnumeratorOperand(span, next);
            case ("Fill", 1):
                Fill(span, body.Stable(arguments[0], "filler"));
                return Nothing;
            case ("Clear", 0):
                Fill(span, Default(span.Root.Element));
                return Nothing;
            default:
                context.Report(
                    KernelDiagnostics.BadCall, operation.Syntax, operation.TargetMethod.ToDisplayString(), "write the loop");
                return Dummy(operation.Type);
        }
    }

    private void Fill(SpanOperand span, Expression value)
    {
        int counter = body.NewLocal(span.Root.Name + "Fill", ValueType.Int32);
        LocalExpression number = new(ValueType.Int32, counter);
        BlockBuilder test = body.NewBlock();
        BlockBuilder fill = body.NewBlock();
        BlockBuilder done = body.NewBlock();
        body.Assign(counter, Zero);
        body.Current.Jump(test);
        body.Begin(test);
        body.Current.Branch(new BinaryExpression(ValueType.Boolean, BinaryOperator.Less, number, span.Length), fill, done);
        body.Begin(fill);
        WritePlace(new ElementPlace(span.Root, Sum(span.Start, number), [], span.Root.Element), value);
        body.Assign(counter, new BinaryExpression(ValueType.Int32, BinaryOperator.Add, number, ConstantText.Of(ValueType.Int32, 1)));
        body.Current.Jump(test);
        body.Begin(done);
    }

    private Operand EnumeratorMethod(IInvocationOperation operation) =>
        operation.TargetMethod.Name == "MoveNext" && Evaluate(operation.Instance!) is EnumeratorOperand enumerator
            ? new ScalarOperand(new BinaryExpression(
                ValueType.Boolean, BinaryOperator.Less, new LocalExpression(ValueType.Int32, enumerator.Next), enumerator.Span.Length))
            : Refuse(operation, $"'{operation.Syntax}'");

    // foreach reads Current exactly once in each turn, so it is here that the enumerator steps on.
    private ElementPlace CurrentOf(EnumeratorOperand enumerator)
    {
        int current = body.NewLocal(enumerator.Span.Root.Name + "At", ValueType.Int32);
        LocalExpression next = new(ValueType.Int32, enumerator.Next);
        body.Assign(current, next);
        body.Assign(enumerator.Next, new BinaryExpression(ValueType.Int32, BinaryOperator.Add, next, ConstantText.Of(ValueType.Int32, 1)));
        return new ElementPlace(
            enumerator.Span.Root, Sum(enumerator.Span.Start, new LocalExpression(ValueType.Int32, current)), [], enumerator.Span.Root.Element);
    }

    private Operand StackAllocation(IOperation operation)
    {
        SemanticModel model = context.Compilation.GetSemanticModel(operation.Syntax.SyntaxTree);
        (ExpressionSyntax? size, InitializerExpressionSyntax? initializer) = operation.Syntax switch
        {
            StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax array } allocation =>
                (array.RankSpecifiers[0].Sizes[0], allocation.Initializer),
            ImplicitStackAllocArrayCreationExpressionSyntax allocation => (null, allocation.Initializer),
            _ => (null, null),
        };
        ITypeSymbol? element = operation.Syntax switch
        {
            StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax array } => model.GetTypeInfo(array.ElementType).Type,
            _ => model.GetTypeInfo(operation.Syntax).ConvertedType is INamedTypeSymbol { Arity: 1 } span ? span.TypeArguments[0] : null,
        };
        int? length = size is null or OmittedArraySizeExpressionSyntax
            ? initializer?.Expressions.Count
            : model.GetConstantValue(size).Value as int?;
        IOperation?[] values = [.. initializer?.Expressions.Select(e => model.GetOperation(e)) ?? []];
        return LocalArray(operation, element, length, values);
    }

    private Operand ArrayCreation(IArrayCreationOperation operation)
    {
        if (operation.DimensionSizes.Length != 1 || operation.Type is not IArrayTypeSymbol array)
        {
            return Refuse(operation, "An array of several dimensions");
        }

        return LocalArray(
            operation, array.ElementType, operation.DimensionSizes[0].ConstantValue.Value as int?,
            operation.Initializer?.ElementValues ?? ImmutableArray<IOperation>.Empty);
    }

    private Operand Collection(ICollectionExpressionOperation operation) =>
        LocalArray(operation, ((INamedTypeSymbol)operation.Type!).TypeArguments[0], operation.Elements.Length, operation.Elements);

    private Operand LocalArray(IOperation operation, ITypeSymbol? element, int? length, IReadOnlyList<IOperation?> values)
    {
        ValueType? type = TypeReader.Read(element, out _);
        if (type is null or { Kind: ValueKind.Struct or ValueKind.Void } || length is not (> 0 and <= LargestLocalArray))
        {
            return Refuse(
                operation, $"A local array that is not 1 to {LargestLocalArray} scalars, known at build time,");
        }

        int array = body.NewArray("local", type, length.Value);
        SpanRoot root = new(-1, array, type, "local");
        if (values.Count < length.Value)
        {
            body.Emit(new ArrayClearInstruction(body.Line, array));
        }

        for (int i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value)
            {
                Expression item = Converted(Scalar(value), type);
                WritePlace(new ElementPlace(root, ConstantText.Of(ValueType.Int32, i), [], type), item);
            }
        }

        return new SpanOperand(root, Zero, ConstantText.Of(ValueType.Int32, length.Value));
    }
}
