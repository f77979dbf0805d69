using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Lowering.Scouting;
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

    /// <summary>Reads from a kernel whether a local is the variable of such a loop.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="flow">Its flow of control.</param>
    /// <param name="uses">What sets its locals.</param>
    /// <param name="local">The local.</param>
    /// <returns>The loop; null unless the local never is anything but 0 or a multiple of the items that is not beyond the end.</returns>
    public static GridStride? Of(KernelModel kernel, FlowAnalysis flow, BodyUses uses, int local)
    {
        EquatableArray<BlockModel> blocks = kernel.Body.Blocks;
        AssignInstruction? At(CodePlace place) => blocks[place.Block].Instructions[place.Position] as AssignInstruction;

        CodePlace[] places = [.. uses.Setting(local)];
        if (places.Length != 2 || Array.FindIndex(places, place => At(place) is { Path.Count: 0, Value: ConstantExpression { Integer: 0 } }) is not (>= 0 and int first)
            || At(places[1 - first]) is not { Path.Count: 0, Value: BinaryExpression { Operator: BinaryOperator.Add, Left: LocalExpression left, Right: { } items } }
            || left.Local != local || flow.Loops.Around(places[1 - first].Block) is not { Count: > 0 } around)
        {
            return null;
        }

        NaturalLoop loop = around[around.Count - 1];
        return blocks[loop.Header].Terminator is BranchTerminator { Condition: BinaryExpression { Right: BinaryExpression { Left: { } end } } test } branch
            && loop.Contains(branch.WhenTrue) && !loop.Contains(branch.WhenFalse) && loop.Header != places[1 - first].Block
            && new GridStride(items, end) is { } stride && test == stride.IsWhole(left)
            && flow.Graph.Predecessors(0).Count == 0
            && stride.Refusals.All(refusal => blocks[0].Instructions.Any(one => one is GuardInstruction guard && guard.Condition == refusal))
            ? stride
            : null;
    }

    private static BinaryExpression Compared(BinaryOperator comparison, Expression left, Expression right) => new(ValueType.Boolean, comparison, left, right);
}
