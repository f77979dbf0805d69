using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission.Lanes;

/// <content>Hints for rows that names ahead tell.</content>
internal sealed partial class LaneTile
{
    // The local of the name holds the later name for a moment: nothing reads it before it gets its own.
    private void Hint(LoadInstruction name, int block)
    {
        foreach (IGrouping<int, RowHint> table in model.Hints.Where(hint => rows == 1 && hint.Block == block && hint.Name == name).GroupBy(static hint => hint.Row.Parameter))
        {
            int distance = table.First().Distance;
            string later = $"{text.Scalar(name.Access.Index, 0)} + {(distance == 1 ? "" : Number(distance) + " * ")}{names.HintsAhead}";
            string unsigned = LaneTypes.IsPair(name.Access.Index.Type) ? "ulong" : "uint";
            string here = Element(name.Access, 0, 0) + Path(name.Access.Path), there = After(names.First(name.Access.Parameter), $"(nint)({later})") + Path(name.Access.Path);
            string isThere = $"({unsigned})({later}) < ({unsigned}){names.Hinted[(name.Access.Parameter, table.Key)]}";
            using (writer.Block($"if ({isThere} && {LaneTypes.Lanes}LaneMemory.AreOnOnePage(ref {here}, ref {there}))"))
            {
                writer.Line($"{text.Name(name.Local, 0, 0)} = {there};");
                foreach (RowHint hint in table)
                {
                    writer.Line($"{LaneTypes.Lanes}LaneMemory.Hint(ref {names.First(table.Key)}, (nint)({text.Scalar(hint.Row.Index, 0)}), {Number(groups * _types.Width)});");
                }
            }
        }
    }
}
