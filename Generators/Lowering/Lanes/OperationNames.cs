using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Names operations for users, as they write them.</summary>
internal static class OperationNames
{
    /// <summary>The name of an operation.</summary>
    /// <param name="expression">The operation.</param>
    /// <returns>The name of a function with its class, as in <c>MathF.Asin</c>; for others what they are.</returns>
    public static string Of(Expression expression) => expression switch
    {
        CallExpression { Function: DeviceFunction.RoundDigits or DeviceFunction.RoundMode } round => $"{Class(round)}.Round with digits or a mode",
        CallExpression call => $"{Class(call)}.{call.Function}",
        BinaryExpression { Operator: BinaryOperator.Remainder, Type.IsFloating: true } => "the remainder of floating-point numbers",
        BinaryExpression { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } => "a quotient of 64 bits",
        ConvertExpression convert => $"a conversion to {convert.Type.Name}",
        FieldExpression field => $"the member {field.Name}",
        _ => "an operation",
    };

    /// <summary>The name of an atomic operation.</summary>
    /// <param name="atomic">The operation.</param>
    /// <returns>The name with its class.</returns>
    public static string Of(AtomicInstruction atomic)
        => $"{(atomic.Operator is AtomicOperator.Exchange or AtomicOperator.CompareExchange ? "" : "the result of ")}{(atomic.Operator is AtomicOperator.Max or AtomicOperator.Min ? "HmmAtomic" : "Interlocked")}.{atomic.Operator}";

    private static string Class(CallExpression call) => call.Arguments[0].Type.Kind switch
    {
        _ when call.Function is DeviceFunction.PopCount or DeviceFunction.LeadingZeroCount or DeviceFunction.TrailingZeroCount or DeviceFunction.RotateLeft
            or DeviceFunction.RotateRight or DeviceFunction.RoundUpToPowerOf2 => "BitOperations",
        ValueKind.Single when IsOfMath(call.Function) => "MathF",
        _ when IsOfMath(call.Function) => "Math",
        _ => call.Arguments[0].Type.Name,
    };

    private static bool IsOfMath(DeviceFunction function) => function is not (DeviceFunction.IsNaN or DeviceFunction.IsInfinity or DeviceFunction.IsFinite
        or DeviceFunction.Exp2 or DeviceFunction.Exp10 or (>= DeviceFunction.Lerp and <= DeviceFunction.RadiansToDegrees) or (>= DeviceFunction.MaxNumber and <= DeviceFunction.NumberClamp));
}
