using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>What holds for the inner work items of a row: a comparison of two numbers that are known before the item runs.</summary>
/// <param name="Left">The left number, of indices, arguments, lengths and constants.</param>
/// <param name="Operator">Less, LessOrEqual or NotEqual.</param>
/// <param name="Right">The right number.</param>
/// <param name="LeftStep">What the left number grows by from one item of the row to the next.</param>
/// <param name="RightStep">What the right number grows by.</param>
internal sealed record LaneCondition(Expression Left, BinaryOperator Operator, Expression Right, int LeftStep, int RightStep)
{
    /// <summary>Whether the left number is an index below the length on the right: it is not negative either.</summary>
    public bool IsIndex { get; init; }

    /// <summary>Makes a condition of a comparison.</summary>
    /// <param name="left">The left number.</param>
    /// <param name="operation">The comparison.</param>
    /// <param name="right">The right number.</param>
    /// <param name="last">The dimension along which lanes lie.</param>
    /// <returns>The condition; null when a number does not grow evenly.</returns>
    public static LaneCondition? Of(Expression left, BinaryOperator operation, Expression right, int last)
    {
        if (operation is BinaryOperator.Greater or BinaryOperator.GreaterOrEqual)
        {
            (left, operation, right) = (right, operation.Swapped(), left);
        }

        return KnownNumbers.Step(left, last) is { } leftStep && KnownNumbers.Step(right, last) is { } rightStep
            ? new LaneCondition(left, operation, right, leftStep, rightStep)
            : null;
    }
}
