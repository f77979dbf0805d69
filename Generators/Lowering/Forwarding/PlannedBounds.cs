using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Forwarding;

/// <summary>
/// Finds the checks whose element is accessed later on every way. Where all accesses of a launch are in bounds, it leaves such checks out. Other
/// checks stay in all variants, since a plan knows accesses only.
/// </summary>
internal static class PlannedBounds
{
    // The search gives up on longer ways, so that it stays short in long kernels.
    private const int MostBlocks = 64;

    /// <summary>Marks the checks of a body.</summary>
    /// <param name="body">The body.</param>
    /// <returns>The body with marked checks.</returns>
    public static KernelBody Run(KernelBody body) => body with
    {
        Blocks = body.Blocks.Select((block, number) => !block.Instructions.Any(static instruction => instruction is BoundsInstruction) ? block : block with
        {
            Instructions = block.Instructions.Select((instruction, position) =>
                instruction is BoundsInstruction bounds && IsOfWholeSpan(bounds) && IsFollowed(body, bounds, number, position + 1)
                    ? bounds with { IsPlanned = true }
                    : instruction).ToEquatable(),
        }).ToEquatable(),
    };

    /// <summary>Whether a check is for a whole span parameter, and not for a part of one or for a local array.</summary>
    /// <param name="bounds">The check.</param>
    /// <returns>True for a whole span parameter.</returns>
    public static bool IsOfWholeSpan(BoundsInstruction bounds) =>
        bounds.Length is LengthExpression length && length.Parameter == bounds.Parameter && bounds.Index == bounds.Element;

    // Whether every way from here accesses the element before it ends, sets a local that the index reads, or comes back to the check.
    private static bool IsFollowed(KernelBody body, BoundsInstruction bounds, int start, int next)
    {
        HashSet<int> read = [];
        ExpressionLocals.Collect(bounds.Index, read);
        HashSet<int> seen = [];
        Stack<(int Block, int Position)> open = new();
        open.Push((start, next));
        while (open.Count > 0)
        {
            (int number, int position) = open.Pop();
            BlockModel block = body.Blocks[number];
            switch (Look(block.Instructions, position, bounds, read))
            {
                case Sight.Access:
                    continue;
                case Sight.Change:
                    return false;
            }

            int[] successors = block.Terminator.Targets();
            if (successors.Length == 0 || successors.Contains(start) || seen.Count > MostBlocks)
            {
                return false;
            }

            foreach (int successor in successors.Where(seen.Add))
            {
                open.Push((successor, 0));
            }
        }

        return true;
    }

    private static Sight Look(EquatableArray<Instruction> instructions, int position, BoundsInstruction bounds, HashSet<int> read)
    {
        for (int next = position; next < instructions.Count; next++)
        {
            if (instructions[next].SpanAccess() is { } access && access.Parameter == bounds.Parameter && access.Index == bounds.Index)
            {
                return Sight.Access;
            }

            if (read.Contains(instructions[next].Target()))
            {
                return Sight.Change;
            }
        }

        return Sight.Nothing;
    }

    /// <summary>The first relevant instruction of a block.</summary>
    private enum Sight
    {
        /// <summary>None.</summary>
        Nothing,

        /// <summary>An access of the element.</summary>
        Access,

        /// <summary>An instruction that sets a local which the index reads.</summary>
        Change,
    }
}
