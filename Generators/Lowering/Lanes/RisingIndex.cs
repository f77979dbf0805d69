using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Model;
using CountedLoop = HmmGen.Generators.Lowering.Scouting.CountedLoop;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// The indices of a loop's turns in the opposite order: those that fall by one a turn rise by one then. All turns together reach the same elements in either order.
/// </summary>
internal static class RisingIndex
{
    /// <summary>Turns an index around.</summary>
    /// <param name="index">The index; null for none.</param>
    /// <param name="counted">The loop.</param>
    /// <param name="forms">What expressions are to an item as a whole.</param>
    /// <returns>The index of the opposite turn; the same one where it does not fall by one, or where its first value or the number of turns takes more than the index and arguments.</returns>
    public static LinearIndex? Of(LinearIndex? index, CountedLoop counted, LaneForms forms)
    {
        if (index is not { Factor: ConstantExpression { Integer: -1 } } || counted is not { Step: 1, Ahead: 0, IsInclusive: false, First: ConstantExpression { Integer: 0 } }
            || forms.WithoutLocals(counted.Limit) is not { } turns || forms.WithoutLocals(index.RestWith(index.Number)) is not { } first
            || ProductSum.Of(new BinaryExpression(ValueType.Int32, BinaryOperator.Subtract, first, turns)) is not { } beyond)
        {
            return index;
        }

        ProductSum rest = beyond.WithoutNumber(out int number);
        return new LinearIndex(LinearIndex.NumberOf(1), rest.Count == 0 ? null : rest.Whole(), unchecked(number + 1));
    }
}
