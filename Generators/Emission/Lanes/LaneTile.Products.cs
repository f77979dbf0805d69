using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission.Lanes;

/// <content>Sums of products of narrow numbers along rows.</content>
internal sealed partial class LaneTile
{
    // As many numbers of 16 bits as a vector holds: two of its lanes of 32 bits get the sum of their products in one step. What is left goes by half as many.
    private void Products(RowWalk walk, RowAlong body, LaneText along, LaneTile tile, int step, string column)
    {
        if (body is not { Product: { } product, IsBackward: false } || !SumsOnly(body, product))
        {
            return;
        }

        KernelModel turned = body.Model.Kernel;
        LoadInstruction[] loads = [.. turned.Body.Blocks[0].Instructions.OfType<LoadInstruction>().Where(load => product.Has(load.Local))];
        string Loaded(int local, int row) => $"{_types.Memory}LoadWholeShorts(ref {tile.Element(loads.First(load => load.Local == local).Access, row, 0)})";
        string Factor(int local, int row) => body.Model.Spreads.Of(local).ByRow ? Loaded(local, row) : names.Whole(local);
        using (writer.Block($"for (; {IsAhead(walk, column, 2)}; {column} += {Number(2 * Width)}, {names.Offset} += {Number(2 * Width)})"))
        {
            writer.Line($"{along.IndexName(turned.Indices.Count - 1, 0)} = {Column(body, column)};");
            foreach (int local in loads.Select(static load => load.Local).Where(local => !body.Model.Spreads.Of(local).ByRow))
            {
                writer.Line($"{_types.WholeShorts} {names.Whole(local)} = {Loaded(local, 0)};");
            }

            for (int row = 0; row < step; row++)
            {
                string sum = along.Name(product.Sum, row, 0);
                writer.Line($"{sum} = {_types.Math}AddProducts({sum}, {Factor(product.Left, row)}, {Factor(product.Right, row)});");
            }
        }
    }

    // Nothing else is done in a turn.
    private static bool SumsOnly(RowAlong body, RowProduct product)
        => body.Model.Spreads.Of(product.Sum).ByRow && body.Model.Kernel.Body.Blocks[0].Instructions.Skip(body.Outer.Count)
            .All(one => one is LoadInstruction load ? product.Has(load.Local) : one is AssignInstruction assign && assign.Local == product.Sum);
}
