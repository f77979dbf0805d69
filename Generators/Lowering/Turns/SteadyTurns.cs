using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Turns;

/// <summary>
/// Finds the locals that each turn of a loop sets to the same, as the row that an element names in <c>grad[names[i] * n + k] += dy[i * n + k]</c>: what is loaded
/// lies in a span that the loop does not change, at an index that no turn changes.
/// </summary>
internal static class SteadyTurns
{
    /// <summary>Finds the locals.</summary>
    /// <param name="turn">The instructions of a turn, all of which run in each turn. Spans that they write overlap no others.</param>
    /// <param name="variable">The local that counts the turns; -1 where the instructions change it.</param>
    /// <returns>The locals. A turn sets each of them once, before it reads it.</returns>
    public static HashSet<int> Locals(IReadOnlyList<Instruction> turn, int variable)
    {
        HashSet<int> steady = [], changing = [variable, .. turn.Select(static one => one.Target())], read = [];
        HashSet<int> changed = [.. turn.Where(static one => one is StoreInstruction or AtomicInstruction).Select(static one => one.SpanAccess()!.Parameter)];
        foreach (Instruction instruction in turn)
        {
            List<int> needed = [];
            for (int part = 0; part < instruction.PartCount(); part++)
            {
                ExpressionLocals.Collect(instruction.Part(part), needed);
            }

            read.UnionWith(needed);
            bool isSame = instruction is AssignInstruction { Path.Count: 0 } || (instruction is LoadInstruction { When: null } load && !changed.Contains(load.Access.Parameter));
            if (isSame && !needed.Exists(changing.Contains) && !read.Contains(instruction.Target()) && turn.Count(one => one.Target() == instruction.Target()) == 1)
            {
                changing.Remove(instruction.Target());
                steady.Add(instruction.Target());
            }
        }

        return steady;
    }
}
