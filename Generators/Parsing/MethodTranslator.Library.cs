using System.Collections.Immutable;
using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Methods of the library that devices know.</content>
internal sealed partial class MethodTranslator
{
    // The result of a library method; null when devices do not know the method.
    private Operand? Library(IInvocationOperation operation)
    {
        IMethodSymbol method = operation.TargetMethod;
        if (TypeReader.IsSpan(method.ContainingType))
        {
            return SpanMethod(operation);
        }

        if (TypeReader.IsSpanEnumerator(method.ContainingType) || method.ContainingType.SpecialType == SpecialType.System_Collections_IEnumerator)
        {
            return EnumeratorMethod(operation);
        }

        if (method is { Name: "GetEnumerator", ContainingType.SpecialType: SpecialType.System_Collections_IEnumerable }
            && operation.Instance is IConversionOperation { Operand.Type: IArrayTypeSymbol } && Evaluate(operation.Instance) is SpanOperand elements)
        {
            return NewEnumerator(elements, operation);
        }

        if (MathFunctions.Find(method) is { } function)
        {
            return Mathematics(operation, function);
        }

        if (Numerics(operation) is { } numbers)
        {
            return numbers;
        }

        if (AtomicFunctions.Find(method) is { } atomic)
        {
            return Atomic(operation, atomic);
        }

        if (TypeReader.IsIndex(method.ContainingType))
        {
            return IndexMethod(operation);
        }

        return !KnownTypes.IsFramework(method.ContainingType) ? null : (method.ContainingType.ToDisplayString(), method.Name) switch
        {
            ("System.MemoryExtensions", "AsSpan") => AsSpan(operation),
            ("System.MemoryExtensions", "IndexOf" or "Contains") => Search(operation),
            ("System.Runtime.CompilerServices.Unsafe", "SizeOf") => SizeOf(method.TypeArguments[0], operation),
            ("System.Enum", "HasFlag") => HasFlag(operation),
            ("System.Diagnostics.Debug", "Assert") => Assert(operation),
            _ => null,
        };
    }

    private Operand? AsSpan(IInvocationOperation operation)
    {
        Operand[] arguments = ByParameter(operation.Arguments, argument => TextOf(argument.Value) is { } text ? Characters(text, argument.Value) : Evaluate(argument.Value));
        return arguments[0] is not SpanOperand span ? Refuse(operation)
            : arguments.Length == 1 ? span
            : arguments[1] is ScalarOperand start ? Slice(span, start.Value, arguments.Length > 2 ? arguments[2] : NothingOperand.Instance)
            : Refuse(operation);
    }

    private Operand HasFlag(IInvocationOperation operation)
    {
        Expression value = Scalar(operation.Instance!);
        IOperation argument = operation.Arguments[0].Value;
        Expression flag = Scalar(argument is IConversionOperation boxing ? boxing.Operand : argument);
        if (value.Type.Name != flag.Type.Name)
        {
            return Refuse(operation);
        }

        Expression both = Combine(BinaryOperator.And, value, flag, value.Type, isChecked: false);
        return new ScalarOperand(body.Value(Compared(BinaryOperator.Equal, both, flag), "hasFlag"));
    }

    // Debug.Assert runs only where the symbol DEBUG is defined; elsewhere the compiler omits the call with its arguments.
    private Operand Assert(IInvocationOperation operation)
    {
        string message = "Debug.Assert failed: " + operation.Arguments[0].Value.Syntax;
        Expression condition = Scalar(operation.Arguments[0].Value);
        if (operation.Arguments.Skip(1).Any(static a => a.ArgumentKind == ArgumentKind.Explicit && !a.Value.ConstantValue.HasValue))
        {
            return Refuse(operation, "An assertion whose message is not constant", "give it a constant text");
        }

        if (operation.Arguments.Skip(1).FirstOrDefault(static a => a.Value.ConstantValue.Value is string)?.Value.ConstantValue.Value is string text)
        {
            message += " (" + text + ")";
        }

        GuardThrow(Not(condition), $"new global::System.InvalidOperationException({SymbolDisplay.FormatLiteral(message, quote: true)})");
        return NothingOperand.Instance;
    }

    private Operand Mathematics(IInvocationOperation operation, DeviceFunction function)
    {
        Expression[] arguments = new Expression[operation.Arguments.Length];
        Operand[] operands = ValuesByParameter(operation.Arguments);
        for (int i = 0; i < arguments.Length; i++)
        {
            if (operands[i] is not ScalarOperand scalar)
            {
                return Refuse(operation);
            }

            arguments[i] = scalar.Value;
        }

        GuardFunction(operation.TargetMethod.Name, arguments);
        ValueType result = TypeOf(operation);
        if (function is not (DeviceFunction.PopCount or DeviceFunction.LeadingZeroCount or DeviceFunction.TrailingZeroCount or DeviceFunction.RotateLeft or DeviceFunction.RotateRight))
        {
            return new ScalarOperand(Function(result, function, arguments));
        }

        // Those on bits are of unsigned integers, and give one.
        ValueType unsigned = arguments[0].Type.Size switch { 1 => UInt8, 2 => UInt16, 4 => UInt32, _ => UInt64 };
        arguments[0] = Converted(arguments[0], unsigned);
        return new ScalarOperand(Converted(Function(unsigned, function, arguments), result));
    }

    // The cases in which the library's functions throw.
    private void GuardFunction(string name, Expression[] arguments)
    {
        ValueType type = arguments[0].Type;
        switch (name)
        {
            case "Abs" when type.IsSigned:
                Guard(Compared(BinaryOperator.Equal, arguments[0], Smallest(type)), ErrorKind.Overflow);
                break;
            case "Sign" when type.IsFloating:
                Guard(Compared(BinaryOperator.NotEqual, arguments[0], arguments[0]), ErrorKind.NotANumber);
                break;
            case "Clamp" when !(arguments[1] is ConstantExpression { Integer: long low } && arguments[2] is ConstantExpression { Integer: long high } && low <= high):
                Guard(Compared(BinaryOperator.Greater, arguments[1], arguments[2]), ErrorKind.EmptyRange);
                break;
        }
    }

    private Operand Atomic(IInvocationOperation operation, AtomicFunction function)
    {
        Place? place = null;
        Expression[] arguments = new Expression[operation.Arguments.Length];
        foreach (IArgumentOperation argument in operation.Arguments)
        {
            if (argument.Parameter!.Ordinal == 0)
            {
                place = PlaceOf(argument.Value);
            }
            else
            {
                arguments[argument.Parameter.Ordinal] = Scalar(argument.Value);
            }
        }

        if (place is null || !IsAtomicPlace(place))
        {
            IArgumentOperation target = operation.Arguments.First(static a => a.Parameter!.Ordinal == 0);
            return Refuse(target, "An atomic operation on something that is not an element of a span parameter", "pass a span, of one element for a single value");
        }

        ValueType type = place.Value;
        Expression[] operands = [.. arguments.Skip(1).Select(a => Converted(a, type))];
        if (function.Operand is { } step)
        {
            operands = [step > 0 ? ConstantText.Of(type, 1) : MinusOne(type)];
        }

        Expression[] passed = function.Operator == AtomicOperator.CompareExchange ? [operands[1], operands[0]] : operands;
        bool wanted = operation.Type!.SpecialType != SpecialType.System_Void && operation.Parent is not IExpressionStatementOperation;
        int old = wanted ? body.NewLocal("old", type) : -1;
        if (place is ChoicePlace choice)
        {
            Choose(choice, candidate => EmitAtomic(old, function.Operator, (ElementPlace)candidate, passed));
        }
        else
        {
            EmitAtomic(old, function.Operator, (ElementPlace)place, passed);
        }

        if (!wanted)
        {
            return new ScalarOperand(Default(type));
        }

        Expression before = body.Read(old);
        return new ScalarOperand(function.GivesNew
            ? body.Value(new BinaryExpression(type, BinaryOperator.Add, before, operands[0]), "updated")
            : before);
    }

    private static bool IsAtomicPlace(Place place) => place switch
    {
        ElementPlace element => element.Root.Parameter >= 0,
        ChoicePlace choice => choice.Candidates.All(static c => c is ElementPlace { Root.Parameter: >= 0 }),
        _ => false,
    };

    private Expression MinusOne(ValueType type) => type.IsSigned || type.IsFloating
        ? ConstantText.Of(type, -1)
        : body.Value(new ConvertExpression(type, ConstantText.Of(ValueType.Int64, -1)), "minusOne");

    private void EmitAtomic(int old, AtomicOperator @operator, ElementPlace place, Expression[] operands) =>
        body.Emit(new AtomicInstruction(body.Line, old, @operator, AccessTo(place, SiteKind.ReadWrite), operands.ToEquatable()));
}
