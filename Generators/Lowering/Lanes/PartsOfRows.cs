using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Rows of which each item reaches its own part only, as far as its own turns go. No item reaches another's row while its own ends within it: a guard asks for that.
/// Another one asks whether rows are so short that the sums of starts and turns of all lanes stay apart, whatever the first one is.
/// </summary>
internal static class PartsOfRows
{
    // Four groups of sixteen such rows are less than half of all numbers.
    private const int MostWidth = 1 << 24;

    /// <summary>The width of rows.</summary>
    /// <param name="start">Where an item's row begins, of the index and arguments alone.</param>
    /// <param name="spreads">How the kernel's values differ between work items.</param>
    /// <param name="last">The last dimension.</param>
    /// <returns>The start and the distance of rows, both as sums of products; null when there is none.</returns>
    public static (Expression Start, Expression Width)? Of(Expression start, LaneSpreads spreads, int last)
        => Ordered(start) is { } row && RowStep.Of(row, spreads, last) is { } step && Ordered(step) is { } width && width is not ConstantExpression { Integer: <= 0 or > MostWidth } ? (row, width) : null;

    /// <summary>What an item asks first.</summary>
    /// <param name="limit">What its turns stay below, counted from the start of its row.</param>
    /// <param name="width">The distance of rows.</param>
    /// <returns>The conditions for which lanes do not run.</returns>
    public static IEnumerable<Expression> Refusals(Expression limit, Expression width)
    {
        if (Ordered(limit) != width)
        {
            yield return new BinaryExpression(ValueType.Boolean, BinaryOperator.Greater, limit, width);
        }

        yield return new BinaryExpression(ValueType.Boolean, BinaryOperator.Greater, width, LinearIndex.NumberOf(MostWidth));
    }

    private static Expression? Ordered(Expression number) => ProductSum.Of(number)?.Without(ProductSum.Of(LinearIndex.NumberOf(0))!);
}
