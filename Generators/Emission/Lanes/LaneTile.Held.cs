using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission.Lanes;

/// <content>Rows and elements that a group of lanes holds over the turns of a loop.</content>
internal sealed partial class LaneTile
{
    /// <summary>
    /// Prints the turning of the rows and the loads that loops need not repeat, before any effect. Whether the elements are there is asked, since a loop that makes
    /// no turn would not load them.
    /// </summary>
    public void Hold()
    {
        foreach (SteadyLoad steady in model.Steady)
        {
            Access access = steady.Load.Access;
            long reach = model.Spreads.Of(access.Index).Stride!.Value * (groups * _types.Width - 1);
            Fail($"{LaneTypes.Lanes}LaneMemory.Outside({text.Scalar(access.Index, 0)}, {Number(reach)}, arguments.{Parameter(access.Parameter)}.Length)");
            Set(steady.Load.Local, steady.Block, (row, group) => Load(access, row, group, null));
        }

        foreach (HeldWalk walk in model.Held)
        {
            for (int row = 0; row < walk.Rows.Count; row++)
            {
                HeldRow held = walk.Rows[row];
                Fail(
                    $"!{LaneTypes.Lanes}LaneColumns.Fill(ref {names.First(held.Access.Parameter)}, arguments.{Parameter(held.Access.Parameter)}.Length, "
                    + $"{text.Scalar(held.Start, 0)}{Plus(text.Scalar(walk.First, 0))}, {text.Scalar(held.Step, 0)}, (int){names.Columns(walk)}, "
                    + $"ref {names.Held(walk, row)}, {Number(groups * _types.Width)})");
            }
        }
    }

    private (HeldWalk Walk, int Row)? HeldBy(int block, int place)
    {
        foreach (HeldWalk walk in model.Held.Where(walk => walk.Walk.Body == block))
        {
            for (int row = 0; row < walk.Rows.Count; row++)
            {
                if (walk.Rows[row].Places.Contains(place))
                {
                    return (walk, row);
                }
            }
        }

        return null;
    }

    private void LoadHeld(HeldWalk walk, int row, LoadInstruction load)
    {
        int lanes = groups * _types.Width;
        string first = text.Scalar(walk.First, 0), variable = text.Name(walk.Walk.Variable, 0, 0), turn = first == "0" ? variable : $"({variable} - ({first}))";
        Set(load.Local, walk.Walk.Body, (_, group) =>
        {
            string element = After(names.Held(walk, row), $"(nint){turn} * {Number(lanes)}{(group == 0 ? "" : $" + {Number(group * _types.Width)}")}");
            return Loaded(load.Access, $"{_types.Memory}Load{Form(load.Access)}(ref {element})");
        });
    }

    private static string Plus(string number) => number == "0" ? "" : $" + ({number})";
}
