using HmmGen.Generators.Lowering.Lanes;

namespace HmmGen.Generators.Emission.Lanes;

/// <content>
/// Walks along rows that go one at a time, some vectors ahead of the columns. Between two rows one block of the columns before is summed: sums wait for each other,
/// and what the rows compute waits for nothing, so that the processor does both at once.
/// </content>
internal sealed partial class LaneTile
{
    // The vectors of a row after which the next one follows. As many lie next to each other: places at equal distances, such as those of one vector in each row,
    // often share a set of the cache, and loads then wait for stores whose addresses look alike. `LaneRowsAhead` has room for twice as many: half of them wait
    // for their columns while the other half is filled.
    private const int VectorsAhead = 8;

    private void Ahead(RowWalk walk, RowAlong body, LaneText along, LaneTile tile, int step)
    {
        string variable = text.Name(walk.Variable, 0, 0), reached = names.Reached, filled = names.Filled, half = names.Half, ahead = names.Ahead;
        writer.Line($"int {reached} = {variable}, {half} = 0;");
        using (writer.Block($"while ({IsAhead(walk, variable)})"))
        {
            writer.Line($"int {filled} = {reached};");
            Parts(step, () =>
            {
                writer.Line($"{reached} = {filled};");
                Begin(body, along, tile, step, reached);
                string isAhead = $"{ahead} < {half} + {Number(VectorsAhead)} && {IsAhead(walk, reached)}";
                using (writer.Block($"for (int {ahead} = {half}; {isAhead}; {ahead}++, {reached} += {Number(Width)}, {Farther(body)})"))
                {
                    Turn(body, along, tile, reached, Beyond(walk, body, along, step));
                    Leave(body, along, step);
                }

                Behind(walk, body, along, step);
            });
            writer.Line($"{half} ^= {Number(VectorsAhead)};");
        }
    }

    // The columns of one block, of those that were left before. Each has its turn between two rows, since there are no more blocks than rows.
    private void Behind(RowWalk walk, RowAlong body, LaneText along, int step)
    {
        string variable = text.Name(walk.Variable, 0, 0);
        int rows = Width / VectorsAhead;
        string hasTurn = rows == 1 ? "" : $"{names.Part} % {Number(rows)} == 0 && ";
        using (writer.Block($"if ({hasTurn}{variable} != {names.Filled})"))
        {
            writer.Line($"int {names.Ahead} = ({names.Half} ^ {Number(VectorsAhead)}) + {names.Part}{(rows == 1 ? "" : " / " + Number(rows))};");
            Carry(walk, body, along, body.Chain!, step);
            writer.Line($"{variable} += {Number(Width)};");
        }
    }

    private bool GoesAhead(RowAlong body) => body.Chain is { Identity: null } && AtOnce(body) < Width;

    private string KeptRows(RowAlong body, int local) => KeptOf(body, local) + (GoesAhead(body) ? $"[{names.Ahead}]" : "");
}
