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
}
