using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission.Lanes;

/// <content>Loads of one element for all lanes of a row that wait for the instruction which reads them.</content>
internal sealed partial class LaneTile
{
    // Those that wait for the instruction that is printed.
    private RowLoad[] _late = [];

    private void Instructions(int block, bool isParted)
    {
        EquatableArray<Instruction> instructions = _body.Blocks[block].Instructions;
        for (int at = 0; at < instructions.Count; at++)
        {
            if (!model.Loads.Any(load => load.Block == block && load.At == at) && !model.Steady.Any(load => load.Block == block && load.At == at))
            {
                _late = [.. model.Loads.Where(load => load.Block == block && load.User == at)];
                if (HeldBy(block, at) is var (walk, row))
                {
                    LoadHeld(walk, row, (LoadInstruction)instructions[at]);
                }
                else if (WordAt(block, at) is var (word, number, part))
                {
                    Emit(word, number, part, instructions);
                }
                else
                {
                    Emit(instructions[at], block, isParted);
                }
            }
        }

        _late = [];
        foreach (RowLoad load in model.Loads.Where(load => load.Before == block))
        {
            EachCopy(model.Spreads.Of(load.Rest), (row, _) => writer.Line($"{names.Rest(load, row)} = {text.Scalar(load.Rest, row)};"));
        }
    }

    // An element that all rows share comes with the first one.
    private void Broadcast(RowLoad load, int row)
    {
        if (row == 0 || model.Spreads.Of(load.Load.Local).ByRow)
        {
            string element = After(names.First(load.Load.Access.Parameter), $"{names.Rest(load, row)} + {text.Name(load.Variable, row, 0)}");
            writer.Line($"{text.Whole(load.Load.Local, row)} = {_types.Broadcast(load.Load.Access.Value, element)};");
        }
    }

    // The elements of all groups are there, so that the words around those of a group may be read which has another one behind it, or before it.
    private string Around(string what, string form, int group, bool isParted)
        => what != "Load" || form != "Narrow" || groups == 1 || isParted ? "" : group < groups - 1 ? "Within" : "Behind";
}
