using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Finds loads whose elements two other loads of their block have, and brings these two together before them.</summary>
/// <param name="kernel">The kernel. All its accesses are in bounds wherever it runs as lanes, so that an index wraps nowhere between two of them.</param>
/// <param name="spreads">How its values differ between work items.</param>
/// <param name="regions">The blocks in which lanes may rest.</param>
internal sealed class SlidLoadFinder(KernelModel kernel, LaneSpreads spreads, LaneRegions regions)
{
    // The lanes of a vector of 512 bits. Loads that begin further from each other have elements between them that neither has.
    private const int MostDistance = 2 * LaneModel.Width;

    private readonly BodyUses _uses = new(kernel.Body);
    private readonly List<SlidLoad> _found = [];

    /// <summary>Finds them.</summary>
    /// <param name="found">The loads.</param>
    /// <returns>The kernel, in which the loads that they are put together from come before them.</returns>
    public KernelModel Run(out IReadOnlyList<SlidLoad> found)
    {
        BlockModel[] blocks = [.. kernel.Body.Blocks];
        foreach (int block in regions.Order.Where(block => !regions.IsParted(block)))
        {
            List<Instruction> instructions = [.. blocks[block].Instructions];
            foreach (List<(LoadInstruction Load, int Constant)> group in Groups(instructions))
            {
                Slide(block, instructions, group);
            }

            blocks[block] = blocks[block] with { Instructions = instructions.ToEquatable() };
        }

        found = _found;
        return _found.Count == 0 ? kernel : kernel with { Body = kernel.Body with { Blocks = blocks.ToEquatable() } };
    }

    // Loads of neighbours from one span, at constant distances from each other.
    private IEnumerable<List<(LoadInstruction Load, int Constant)>> Groups(List<Instruction> instructions)
    {
        BlockNumbers numbers = new();
        Dictionary<(int Parameter, string Parts), List<(LoadInstruction Load, int Constant)>> groups = [];
        foreach (Instruction instruction in instructions)
        {
            if (instruction is LoadInstruction { Access: { Path.Count: 0 } access } load && IsWide(access) && !kernel.Parameters[access.Parameter].Writes
                && numbers.Of(access.Index) is { } index)
            {
                if (!groups.TryGetValue((access.Parameter, index.Parts), out List<(LoadInstruction Load, int Constant)>? group))
                {
                    groups[(access.Parameter, index.Parts)] = group = [];
                }

                group.Add((load, index.Constant));
            }

            numbers.Pass(instruction);
        }

        return groups.Values;
    }

    // Other elements, and those at a distance, are not loaded by one access.
    private bool IsWide(Access access) => access.Value.Kind is ValueKind.Single or ValueKind.Int32 or ValueKind.UInt32 && spreads.Of(access.Index).Stride == 1;

    private void Slide(int block, List<Instruction> instructions, List<(LoadInstruction Load, int Constant)> group)
    {
        List<(LoadInstruction Load, int Constant)> open = [.. group.Where(one => _uses.Setting(one.Load.Local).Count == 1).OrderBy(static one => one.Constant)];
        while (open.Count > 2)
        {
            (LoadInstruction before, int first) = open[0];
            int count = open.TakeWhile(one => (long)one.Constant - first <= MostDistance).Count();
            (LoadInstruction after, int last) = open[count - 1];
            SlidLoad[] between =
            [
                .. open.Take(count).Where(one => one.Constant > first && one.Constant < last)
                    .Select(one => new SlidLoad(block, one.Load.Local, before.Local, after.Local, one.Constant - first, last - first)),
            ];
            if (between.Length > 0 && TryBring(instructions, open.Take(count).Min(one => instructions.IndexOf(one.Load)), before, after))
            {
                _found.AddRange(between);
            }

            open.RemoveRange(0, count);
        }
    }

    // Two loads are made before all that need them, unless one could not be made there, or something there could end the item.
    private static bool TryBring(List<Instruction> instructions, int to, LoadInstruction before, LoadInstruction after)
    {
        foreach (LoadInstruction load in new[] { before, after })
        {
            int from = instructions.IndexOf(load);
            for (int at = to; at < from; at++)
            {
                Instruction passed = instructions[at];
                if (passed is GuardInstruction or BoundsInstruction { IsPlanned: false }
                    || ExpressionLocals.Reads(passed, load.Local) || (passed.Target() >= 0 && ExpressionLocals.Reads(load.Access.Index, passed.Target())))
                {
                    return false;
                }
            }
        }

        foreach (LoadInstruction load in new[] { after, before })
        {
            instructions.Remove(load);
            instructions.Insert(to, load);
        }

        return true;
    }
}
