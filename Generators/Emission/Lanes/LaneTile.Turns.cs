using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Emission.Lanes;

/// <content>Turns that items make together where each has its own number of them.</content>
internal sealed partial class LaneTile
{
    // The turns of the item with the most. Walks make whole vectors of them: an item does nothing in a turn that is not its own.
    private string MostTurns(int local, MostExpression most, int row, bool isParted)
    {
        string lanes = Each(group => Turns(most, row, group, isParted)).Aggregate((all, one) => $"{_types.Math}Max({all}, {one})");
        bool isWalked = model.Walks.Any(walk => walk.Limit is LocalExpression limit && limit.Local == local);
        return $"{_types.Math}{(isWalked ? "WholeTurns" : "MostTurns")}({lanes})";
    }

    private string Turns(MostExpression most, int row, int group, bool isParted)
    {
        string own = text.Vector(most.Operand, row, group);
        return isParted ? $"{_types.Math}Select({names.Now(group)}, {own}, {_types.Broadcast(ValueType.Int32, "int.MinValue")})" : own;
    }

    // Whether a walk leaves no turns behind, since it makes whole vectors of them from 0 on, and a guard asks for a number that can be rounded up: then nothing is
    // printed for what is left.
    private bool IsWhole(RowWalk walk) => walk is { IsByOne: true, IsRest: false, Step: 1, Ahead: 0, IsInclusive: false } && Own(walk) is { Limit: not null };

    private int ExitOf(RowWalk walk) => _body.Blocks[walk.Header].Terminator is BranchTerminator test && test.WhenTrue == walk.Body ? test.WhenFalse : ((BranchTerminator)_body.Blocks[walk.Header].Terminator).WhenTrue;

    private MostExpression? Own(RowWalk walk) => OwnTurns.MostOf(model.Kernel.Body, walk.Limit);

    // What a row that walks alone does with turns that are all beyond its item's own: nothing, and what is combined is what changes nothing. An item that does not
    // come to a loop has no turns of its own, and a long function would take long for the numbers that it has left.
    private (string Own, string? Neutral)? Beyond(RowWalk walk, RowAlong body, LaneText along, int step)
    {
        if (step > 1 || body.IsBackward || Own(walk) is not { Operand: LocalExpression own } || !body.Outer.Contains(own.Local))
        {
            return null;
        }

        EquatableArray<Instruction> instructions = body.Model.Kernel.Body.Blocks[0].Instructions;
        Expression isOwn = new BinaryExpression(ValueType.Boolean, BinaryOperator.Less, new IndexExpression(ValueType.Int32, body.Model.Kernel.Indices.Count - 1), own);
        bool IsOwn(Expression? when) => when == isOwn || (when is BinaryExpression { Operator: BinaryOperator.Both } both && (IsOwn(both.Left) || IsOwn(both.Right)));
        Expression? carried = body.Chain is { } chain ? instructions.OfType<AssignInstruction>().Last(one => one.Local == chain.Local).Value : null;
        return instructions.Any(one => one is StoreInstruction store && !IsOwn(store.When)) ? null
            : carried is null ? (along.Name(own.Local, 0, 0), null)
            : body.Chain!.Identity is null && carried is SelectExpression { WhenFalse: ConstantExpression neutral } masked && IsOwn(masked.Condition)
                ? (along.Name(own.Local, 0, 0), $"{along.Name(body.Chain.Local, 0, 0)} = {_types.Broadcast(masked.Type, neutral.Text)};")
            : null;
    }
}
