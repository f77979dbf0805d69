using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Numeric methods of the library that give more than one number, or that throw for an argument.</content>
internal sealed partial class MethodTranslator
{
    private const int MostDigitsOfDouble = 15;
    private const int MostDigitsOfSingle = 6;
    private const int LastRoundingMode = 4;
    private const double LargestRoundedDouble = 1e16;
    private const float LargestRoundedSingle = 1e8f;

    // The result of such a method; null for other methods.
    private Operand? Numerics(IInvocationOperation operation)
    {
        IMethodSymbol method = operation.TargetMethod;
        INamedTypeSymbol type = method.ContainingType;
        bool isMath = type.Name is "Math" or "MathF" && KnownTypes.IsInSystem(type) && KnownTypes.IsFramework(type);
        if (!isMath && !MathFunctions.IsNumber(type))
        {
            return null;
        }

        return (method.Name, method.Parameters.Length) switch
        {
            ("SinCos", 1) => SinCos(operation),
            ("DivRem", 2) => DivRem(operation),
            ("DivRem", 3) => WithLast(operation, DivRem),
            ("BigMul", 3) => WithLast(operation, BigMul),
            ("Round", 2 or 3) => Rounded(operation),
            ("Log2", 1) when !isMath && type.SpecialType is not (SpecialType.System_Single or SpecialType.System_Double) => IntegerLog2(operation),
            _ => null,
        };
    }

    private TupleOperand SinCos(IInvocationOperation operation)
    {
        Expression angle = Scalar(operation.Arguments[0].Value);
        return new TupleOperand(
        [
            new ScalarOperand(Function(angle.Type, DeviceFunction.Sin, angle)),
            new ScalarOperand(Function(angle.Type, DeviceFunction.Cos, angle)),
        ]);
    }

    private TupleOperand DivRem(IInvocationOperation operation) => DivRem([.. ValuesByParameter(operation.Arguments).Select(ScalarOf)]);

    private TupleOperand DivRem(Expression[] numbers)
    {
        ValueType type = numbers[0].Type;
        ValueType wide = Promoted(type);
        Expression left = Converted(numbers[0], wide);
        Expression right = Converted(numbers[1], wide);
        Expression quotient = Combine(BinaryOperator.Divide, left, right, wide, isChecked: false);
        Expression product = body.Value(new BinaryExpression(wide, BinaryOperator.Multiply, quotient, right), "product");
        Expression rest = body.Value(new BinaryExpression(wide, BinaryOperator.Subtract, left, product), "remainder");
        return new TupleOperand([new ScalarOperand(Converted(quotient, type)), new ScalarOperand(Converted(rest, type))]);
    }

    private TupleOperand BigMul(Expression[] numbers)
    {
        ValueType type = numbers[0].Type;
        return new TupleOperand(
        [
            new ScalarOperand(Function(type, DeviceFunction.MultiplyHigh, numbers)),
            new ScalarOperand(body.Value(new BinaryExpression(type, BinaryOperator.Multiply, numbers[0], numbers[1]), "low")),
        ]);
    }

    // Methods that return the second result in their third parameter.
    private Operand WithLast(IInvocationOperation operation, Func<Expression[], TupleOperand> compute)
    {
        Expression[] numbers = new Expression[2];
        Place? last = null;
        IOperation? target = null;
        foreach (IArgumentOperation argument in operation.Arguments)
        {
            if (argument.Parameter!.RefKind == RefKind.Out)
            {
                target = Declared(argument.Value);
                last = target is IDiscardOperation ? null : PlaceOf(target);
            }
            else
            {
                numbers[argument.Parameter.Ordinal] = Scalar(argument.Value);
            }
        }

        TupleOperand results = compute(numbers);
        if (last is not null)
        {
            WritePlace(last, ScalarOf(results.Elements[1]));
        }
        else if (target is not IDiscardOperation)
        {
            return Refuse(operation);
        }

        return results.Elements[0];
    }

    private Operand Rounded(IInvocationOperation operation)
    {
        Operand[] arguments = ValuesByParameter(operation.Arguments);
        Expression value = ScalarOf(arguments[0]);
        if (!value.Type.IsFloating)
        {
            return Refuse(operation);
        }

        bool takesDigits = operation.TargetMethod.Parameters[1].Type.SpecialType == SpecialType.System_Int32;
        Expression? digits = takesDigits ? ScalarOf(arguments[1]) : null;
        Expression? mode = !takesDigits ? ScalarOf(arguments[1]) : arguments.Length > 2 ? ScalarOf(arguments[2]) : null;
        string zero = value.Type.Kind == ValueKind.Single ? "0f" : "0d";
        if (digits is not null)
        {
            int most = value.Type.Kind == ValueKind.Single ? MostDigitsOfSingle : MostDigitsOfDouble;
            GuardRange(digits, most, null, $"{value.Type.DeviceName}.Round({zero}, -1)");
        }

        if (mode is not null)
        {
            mode = Converted(mode, ValueType.Int32);

            // The library looks at the mode only when there is something to round.
            Expression? looksAtMode = digits is null ? null : body.Value(
                Compared(
                    BinaryOperator.Less,
                    Function(value.Type, DeviceFunction.Abs, value),
                    ConstantText.Of(value.Type, value.Type.Kind == ValueKind.Single ? LargestRoundedSingle : LargestRoundedDouble)),
                "rounds");
            GuardRange(mode, LastRoundingMode, looksAtMode, $"{value.Type.DeviceName}.Round({zero}, (global::System.MidpointRounding)(-1))");
        }

        Expression[] passed = [.. new[] { value, digits, mode }.OfType<Expression>()];
        return new ScalarOperand(Function(value.Type, digits is null ? DeviceFunction.RoundMode : DeviceFunction.RoundDigits, passed));
    }

    // The exception is the library's own: it is made by the same call of the library.
    private void GuardRange(Expression number, int most, Expression? condition, string call)
    {
        if (number is ConstantExpression { Integer: >= 0 and long known } && known <= most)
        {
            return;
        }

        ValueType unsigned = new(ValueKind.UInt32, "uint");
        Expression outside = Compared(BinaryOperator.Greater, new ConvertExpression(unsigned, number), ConstantText.Of(unsigned, most));
        GuardThrow(
            condition is null ? outside : new BinaryExpression(ValueType.Boolean, BinaryOperator.Both, condition, outside),
            $"{{ _ = {call}; throw new global::System.InvalidOperationException(); }}");
    }

    private Operand IntegerLog2(IInvocationOperation operation)
    {
        Expression value = Scalar(operation.Arguments[0].Value);
        ValueType type = value.Type;
        bool isWide = type.Size == 8;
        ValueType unsigned = isWide ? UInt64 : UInt32;
        if (type.IsSigned)
        {
            // .NET 10 compiles Log2(-1) to an invalid program when it can see the constant.
            string negative = $"({type.DeviceName})global::System.Math.Min(-1, global::System.Environment.ProcessorCount)";
            GuardThrow(
                Compared(BinaryOperator.Less, value, ConstantText.Of(type, 0)),
                $"{{ _ = {type.DeviceName}.Log2({negative}); throw new global::System.InvalidOperationException(); }}");
        }

        Expression log = Function(ValueType.Int32, DeviceFunction.BitLog2, Converted(value, unsigned));
        return new ScalarOperand(Converted(log, type));
    }

    private Expression ScalarOf(Operand operand) => operand is ScalarOperand scalar ? scalar.Value : Zero;
}
