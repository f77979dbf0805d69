using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Resumption;

/// <summary>
/// Finds the locals that a parked work item must take with it. Each access to a span begins a piece: everything before
/// it has happened, nothing of it has, so the item can leave there and come back. What is live at the beginning of any
/// piece is saved; the rest is not.
/// </summary>
internal static class LiveLocals
{
    /// <summary>The locals to save, in order.</summary>
    /// <param name="body">The kernel.</param>
    /// <returns>Their numbers.</returns>
    public static IReadOnlyList<int> AtPieces(KernelBody body)
    {
        HashSet<int>[] entry = new HashSet<int>[body.Blocks.Count];
        for (int i = 0; i < entry.Length; i++)
        {
            entry[i] = [];
        }

        SortedSet<int> saved = [];
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int i = entry.Length - 1; i >= 0; i--)
            {
                HashSet<int> live = AtEnd(body.Blocks[i].Terminator, entry);
                EquatableArray<Instruction> instructions = body.Blocks[i].Instructions;
                for (int k = instructions.Count - 1; k >= 0; k--)
                {
                    Step(instructions[k], live);
                    if (instructions[k] is LoadInstruction or StoreInstruction or AtomicInstruction)
                    {
                        saved.UnionWith(live);
                    }
                }

                if (!entry[i].SetEquals(live))
                {
                    entry[i] = live;
                    changed = true;
                }
            }
        }

        return [.. saved];
    }

    private static HashSet<int> AtEnd(Terminator terminator, HashSet<int>[] entry)
    {
        switch (terminator)
        {
            case JumpTerminator jump:
                return [.. entry[jump.Target]];
            case BranchTerminator branch:
                HashSet<int> live = [.. entry[branch.WhenTrue], .. entry[branch.WhenFalse]];
                ExpressionLocals.Collect(branch.Condition, live);
                return live;
            default:
                return [];
        }
    }

    private static void Step(Instruction instruction, HashSet<int> live)
    {
        switch (instruction)
        {
            case AssignInstruction assign:
                if (assign.Path.Count == 0)
                {
                    live.Remove(assign.Local);
                }
                else
                {
                    live.Add(assign.Local);
                }

                ExpressionLocals.Collect(assign.Value, live);
                break;
            case LoadInstruction load:
                live.Remove(load.Local);
                ExpressionLocals.Collect(load.Access.Index, live);
                break;
            case StoreInstruction store:
                ExpressionLocals.Collect(store.Access.Index, live);
                ExpressionLocals.Collect(store.Value, live);
                break;
            case AtomicInstruction atomic:
                live.Remove(atomic.Local);
                ExpressionLocals.Collect(atomic.Access.Index, live);
                foreach (Expression argument in atomic.Arguments)
                {
                    ExpressionLocals.Collect(argument, live);
                }

                break;
            case GuardInstruction guard:
                ExpressionLocals.Collect(guard.Condition, live);
                ExpressionLocals.Collect(guard.Element, live);
                break;
            case ArrayLoadInstruction load:
                live.Remove(load.Local);
                ExpressionLocals.Collect(load.Index, live);
                break;
            case ArrayStoreInstruction store:
                ExpressionLocals.Collect(store.Index, live);
                ExpressionLocals.Collect(store.Value, live);
                break;
        }
    }
}
