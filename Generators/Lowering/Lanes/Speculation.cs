using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Says which expressions may be computed whether they are wanted or not: nothing fails, and nothing takes long.</summary>
internal static class Speculation
{
    /// <summary>Whether all of an expression has a form for vectors, and nothing in it fails: then lanes that do not want it lose little.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="isFast">Whether the kernel is fast.</param>
    /// <returns>True when it is so.</returns>
    public static bool AllowsLanes(Expression expression, bool isFast)
        => !LaneVocabulary.IsByLane(expression, isFast)
            && expression is not BinaryExpression { Operator: BinaryOperator.Divide or BinaryOperator.Remainder, Type.IsFloating: false }
            && Enumerable.Range(0, expression.PartCount()).All(part => AllowsLanes(expression.Part(part), isFast));

    /// <summary>Whether an expression is one of them.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>True when it is. A division of integers is not: it may stand behind a test that it can be done.</returns>
    public static bool Allows(Expression expression) => expression switch
    {
        BinaryExpression { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } => false,
        CallExpression { Function: not (DeviceFunction.Abs or DeviceFunction.Max or DeviceFunction.Min or DeviceFunction.MultiplyAdd) } => false,
        _ => Enumerable.Range(0, expression.PartCount()).All(part => Allows(expression.Part(part))),
    };
}
