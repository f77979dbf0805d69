using HmmGen.Generators.Lowering.Flow;
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

    /// <summary>The guards of what a loop stores into an item's row: all of it is within the row.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="flow">Its flow of control.</param>
    /// <param name="spreads">How its values differ between work items.</param>
    /// <param name="forms">What its expressions are to an item as a whole.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="variable">The local that counts its turns.</param>
    /// <param name="limit">What the local stays below, of the index and arguments alone.</param>
    /// <param name="line">The line of the loop.</param>
    /// <returns>The guards, which come before all effects.</returns>
    public static IReadOnlyList<Instruction> Kept(
        KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads, LaneForms forms, NaturalLoop loop, int variable, Expression limit, int line)
    {
        LoopValues values = new(kernel.Body, flow, loop);
        List<Instruction> guards = [];
        foreach (int block in values.TryUse(variable) ? loop.Blocks : [])
        {
            EquatableArray<Instruction> instructions = kernel.Body.Blocks[block].Instructions;
            for (int at = 0; at < instructions.Count; at++)
            {
                if (instructions[at] is StoreInstruction store && values.Of(store.Access.Index, (block, at)) is { Factor: ConstantExpression { Integer: 1 }, Number: 0, Rest: { } rest }
                    && forms.WithoutLocals(rest) is { } start && Of(start, spreads, kernel.Indices.Count - 1) is { } row)
                {
                    guards.AddRange(Refusals(limit, row.Width).Select(refusal => new GuardInstruction(line, 0, refusal, ErrorKind.OutOfRange, null)));
                }
            }
        }

        return guards;
    }

    private static Expression? Ordered(Expression number) => ProductSum.Of(number)?.Without(ProductSum.Of(LinearIndex.NumberOf(0))!);
}
