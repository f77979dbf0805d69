using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// A loop in which all items of a launch go on by as many elements as there are items. Its variable begins with 0 and is the same for all items, and each of them
/// reaches the element at its own index behind it.
/// </summary>
/// <param name="Items">By how much the variable grows, made of arguments and lengths.</param>
/// <param name="End">The end of the elements, made of arguments and lengths.</param>
internal sealed record GridStride(Expression Items, Expression End)
{
    /// <summary>
    /// What an item asks first. If nothing of it holds, its index and the items are no negative numbers, the index is below the items, and so is no sum of index,
    /// variable and items beyond 32 bits.
    /// </summary>
    public IReadOnlyList<Expression> Refusals =>
    [
        Compared(BinaryOperator.Less, Index, LinearIndex.NumberOf(0)),
        Compared(BinaryOperator.GreaterOrEqual, Index, Items),
        Compared(BinaryOperator.Less, End, LinearIndex.NumberOf(0)),
        Compared(BinaryOperator.Greater, End, new BinaryExpression(ValueType.Int32, BinaryOperator.Subtract, LinearIndex.NumberOf(int.MaxValue), Items)),
    ];

    private static IndexExpression Index { get; } = new(ValueType.Int32, 0);

    /// <summary>The test with which a turn begins that all items make.</summary>
    /// <param name="variable">The variable.</param>
    /// <returns>The condition.</returns>
    public BinaryExpression IsWhole(LocalExpression variable)
        => Compared(BinaryOperator.LessOrEqual, variable, new BinaryExpression(ValueType.Int32, BinaryOperator.Subtract, End, Items));

    /// <summary>Whether an item makes a last turn, which others may not make.</summary>
    /// <param name="variable">The variable.</param>
    /// <returns>The condition.</returns>
    public BinaryExpression HasLast(LocalExpression variable)
        => Compared(BinaryOperator.Less, Index, new BinaryExpression(ValueType.Int32, BinaryOperator.Subtract, End, variable));

    /// <summary>The element that an item reaches.</summary>
    /// <param name="variable">The variable.</param>
    /// <returns>Its number.</returns>
    public static BinaryExpression Element(LocalExpression variable) => new(ValueType.Int32, BinaryOperator.Add, Index, variable);

    private static BinaryExpression Compared(BinaryOperator comparison, Expression left, Expression right) => new(ValueType.Boolean, comparison, left, right);
}
