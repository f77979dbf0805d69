using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Spans and arrays: elements, slices and their methods.</content>
internal sealed partial class MethodTranslator
{
    private static readonly ConstantExpression Zero = ConstantText.Of(ValueType.Int32, 0);
    private static readonly ConstantExpression One = ConstantText.Of(ValueType.Int32, 1);
    private static readonly ValueType UInt8 = new(ValueKind.Byte, "byte");
    private static readonly ValueType UInt16 = new(ValueKind.UInt16, "ushort");
    private static readonly ValueType UInt32 = new(ValueKind.UInt32, "uint");
    private static readonly ValueType UInt64 = new(ValueKind.UInt64, "ulong");

    private static ITypeSymbol? ElementTypeOf(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol span when TypeReader.IsSpan(span) => span.TypeArguments[0],
        _ => null,
    };

    private SpanOperand EmptySpan(ITypeSymbol? type) => new(
        new SpanRoot(-1, -1, context.Types.Read(ElementTypeOf(type), out _) ?? ValueType.Int32, "empty"), Zero, Zero);

    private Operand SpanProperty(IPropertyReferenceOperation operation)
    {
        if (operation.Property.IsIndexer)
        {
            return ReadNamed(operation);
        }

        if (operation.Instance is null)
        {
            return operation.Property.Name == "Empty" ? EmptySpan(operation.Type) : Refuse(operation);
        }

        return (operation.Property.Name, Evaluate(operation.Instance)) switch
        {
            ("Length", SpanOperand span) => new ScalarOperand(span.Length),
            ("IsEmpty", SpanOperand span) => IsEmpty(span),
            _ => Refuse(operation),
        };
    }

    private ScalarOperand IsEmpty(SpanOperand span) => new(body.Value(Compared(BinaryOperator.Equal, span.Length, Zero), "isEmpty"));

    private Place? ElementOf(Func<Operand> view, IOperation argument, IOperation operation, ElementCheck check = ElementCheck.Now)
    {
        Operand given = Unkept(argument);
        if (view() is not SpanOperand span)
        {
            return null;
        }

        Expression index;
        switch (given)
        {
            case ScalarOperand { Value: { Type.Kind: ValueKind.Int32 or ValueKind.Int64 or ValueKind.UInt32 } number }:
                index = number.Type.Kind == ValueKind.UInt32 ? Converted(number, ValueType.Int64) : number;
                break;
            case ScalarOperand { Value: { Type.Kind: ValueKind.UInt64 } large }:
                // C# converts a large unsigned index to a signed one, with a check, before it looks at the length.
                index = body.Value(new ConvertExpression(ValueType.Int64, large), "index");
                Guard(Compared(BinaryOperator.Less, index, ConstantText.Of(ValueType.Int64, 0)), ErrorKind.Overflow);
                break;
            case IndexOperand number:
                index = Offset(number, span.Length);
                break;
            default:
                Refuse(operation);
                return null;
        }

        return ElementAt(span, index, check) with { Site = operation.Syntax };
    }

    private ElementPlace ElementAt(SpanOperand span, Expression index, ElementCheck check = ElementCheck.Now)
    {
        Expression absolute = Sum(span.Start, index, span.Root.Name + "Index");
        ElementPlace place = new(span.Root, absolute, MemberPath.Whole, span.Root.Element);
        if (IsInside(index, span.Length))
        {
            return place;
        }

        BoundsInstruction bounds = new(
            body.Line, body.NewSite(span.Root.Parameter, SiteKind.Guard), span.Root.Parameter, index, span.Length, absolute);
        if (check != ElementCheck.Now)
        {
            return place with { Late = bounds };
        }

        body.Emit(bounds);
        return place;
    }

    private static bool IsInside(Expression index, Expression length) =>
        index is ConstantExpression { Integer: >= 0 and long at } && length is ConstantExpression { Integer: long end } && at < end;

    private Expression Sum(Expression left, Expression right, string name)
    {
        if (left is ConstantExpression { Integer: 0 })
        {
            return right;
        }

        ValueType type = right.Type.Kind == ValueKind.Int64 ? ValueType.Int64 : ValueType.Int32;
        return right is ConstantExpression { Integer: 0 }
            ? left
            : body.Value(new BinaryExpression(type, BinaryOperator.Add, Converted(left, type), right), name);
    }

    private Expression Difference(Expression left, Expression right, string name) => (left, right) switch
    {
        (_, ConstantExpression { Integer: 0 }) => left,
        (ConstantExpression { Integer: long a }, ConstantExpression { Integer: long b }) when a >= b && b >= 0 => ConstantText.Of(ValueType.Int32, a - b),
        _ => body.Value(new BinaryExpression(ValueType.Int32, BinaryOperator.Subtract, left, right), name),
    };

    private Operand ImplicitIndexer(IImplicitIndexerReferenceOperation operation)
    {
        if (TextOf(operation.Instance) is { } text && operation.Type?.SpecialType == SpecialType.System_Char)
        {
            return Character(text, operation.Instance, operation.Argument, operation);
        }

        if (!TypeReader.IsSpan(operation.Type) && operation.Type is not IArrayTypeSymbol)
        {
            return ReadNamed(operation);
        }

        if (!TypeReader.IsSpan(operation.Instance.Type))
        {
            return Refuse(operation);
        }

        Func<Operand> view = LibraryReceiver(operation.Instance);
        if (Unkept(operation.Argument) is not RangeOperand range || view() is not SpanOperand span)
        {
            return Refuse(operation);
        }

        Expression start = Offset(range.Start, span.Length);
        Expression end = Offset(range.End, span.Length);
        return Slice(span, start, Difference(end, start, span.Root.Name + "Length"));
    }

    // As in Span<T>, with unsigned comparisons: start <= Length and length <= Length - start.
    private SpanOperand Slice(SpanOperand span, Expression start, Expression length)
    {
        Expression Widened(Expression value) => new ConvertExpression(UInt64, new ConvertExpression(UInt32, value));
        if (start is not ConstantExpression { Integer: 0 } || length != span.Length)
        {
            Guard(
                Compared(
                    BinaryOperator.Greater,
                    new BinaryExpression(UInt64, BinaryOperator.Add, Widened(start), Widened(length)),
                    Widened(span.Length)),
                ErrorKind.SliceOutOfRange,
                Sum(span.Start, start, span.Root.Name + "Start"),
                span.Root.Parameter);
        }

        return new SpanOperand(span.Root, Sum(span.Start, start, span.Root.Name + "Start"), length);
    }

    // A slice without a length extends to the end.
    private SpanOperand Slice(SpanOperand span, Expression start, Operand length) => Slice(
        span, start, length is ScalarOperand given ? given.Value : Difference(span.Length, start, span.Root.Name + "Length"));

    private Operand SpanMethod(IInvocationOperation operation)
    {
        if (operation.Instance is null)
        {
            return Refuse(operation);
        }

        Func<Operand> view = LibraryReceiver(operation.Instance);
        Operand[] arguments = ValuesByParameter(operation.Arguments);
        if (view() is not SpanOperand span)
        {
            return Refuse(operation);
        }

        Operand first = arguments.Length > 0 ? arguments[0] : NothingOperand.Instance;
        Operand second = arguments.Length > 1 ? arguments[1] : NothingOperand.Instance;
        switch (operation.TargetMethod.Name, first, second)
        {
            case ("Slice", ScalarOperand start, _):
                return Slice(span, start.Value, second);
            case ("GetEnumerator", NothingOperand, _):
                return NewEnumerator(span, operation);
            case ("Fill", ScalarOperand filler, _):
                Fill(span, filler.Value);
                return NothingOperand.Instance;
            case ("Clear", NothingOperand, _):
                Fill(span, Default(span.Root.Element));
                return NothingOperand.Instance;
            case ("CopyTo", SpanOperand target, _):
                CopyTo(span, target);
                return NothingOperand.Instance;
            default:
                context.Report(
                    HmmGen.Generators.Diagnostics.KernelDiagnostics.BadCall,
                    operation.Syntax,
                    operation.TargetMethod.ToDisplayString(),
                    RefusedCalls.WithoutSource(operation.TargetMethod, hasSource: false));
                return Dummy(operation.Type);
        }
    }

    private void Fill(SpanOperand span, Expression value) =>
        Count(span.Root.Name + "Fill", span.Length, (number, _) => WritePlace(Unchecked(span, number), value));

    // As in the library, overlapping source and target give the same result as a copy through a third place.
    private void CopyTo(SpanOperand source, SpanOperand target)
    {
        GuardThrow(
            Compared(BinaryOperator.Greater, source.Length, target.Length),
            "new global::System.ArgumentException(\"Destination is too short.\", \"destination\")");
        if (source.Root.IsEmpty || target.Root.IsEmpty)
        {
            return;
        }

        Expression backward = source.Root == target.Root ? Compared(BinaryOperator.Less, source.Start, target.Start)
            : source.Root.Parameter >= 0 && target.Root.Parameter >= 0
                ? new BeforeExpression(source.Root.Parameter, source.Start, target.Root.Parameter, target.Start)
                : False;
        backward = body.Value(backward, "backward");
        Expression last = body.Value(new BinaryExpression(ValueType.Int32, BinaryOperator.Subtract, source.Length, One), "last");
        Count(source.Root.Name + "Copy", source.Length, (number, _) =>
        {
            Expression mirrored = body.Value(new BinaryExpression(ValueType.Int32, BinaryOperator.Subtract, last, number), "mirrored");
            Expression at = body.Value(new SelectExpression(ValueType.Int32, backward, mirrored, number), source.Root.Name + "At");
            WritePlace(Unchecked(target, at), ReadPlace(Unchecked(source, at)));
        });
    }

    private ElementPlace Unchecked(SpanOperand span, Expression number) =>
        new(span.Root, Sum(span.Start, number, span.Root.Name + "Index"), MemberPath.Whole, span.Root.Element);

    // for (int counter = 0; counter < end; counter++) act(counter); what acts may go on behind the loop.
    private void Count(string name, Expression end, Action<Expression, BlockBuilder> act)
    {
        int counter = body.NewLocal(name, ValueType.Int32);
        BlockBuilder test = body.NewBlock();
        BlockBuilder turn = body.NewBlock();
        BlockBuilder done = body.NewBlock();
        body.Assign(counter, Zero);
        body.Current.Jump(test);
        body.Begin(test);
        body.Current.BranchLine = body.Line;
        body.Current.Branch(body.Value(Compared(BinaryOperator.Less, body.Read(counter), end), "test"), turn, done);
        body.Begin(turn);
        Expression number = body.Read(counter);
        act(number, done);
        body.Assign(counter, body.Value(new BinaryExpression(ValueType.Int32, BinaryOperator.Add, number, One), "next"));
        body.Current.Jump(test);
        body.Begin(done);
    }
}
