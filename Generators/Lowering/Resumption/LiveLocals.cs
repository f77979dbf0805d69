using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Resumption;

/// <summary>
/// Finds the locals that a parked work item must save. Each access to a span is a resume point: everything before the access has happened,
/// nothing of the access has. So the item can leave there and come back. Locals that are live at any resume point are saved; the others
/// are not.
/// </summary>
internal sealed class LiveLocals
{
    private readonly KernelBody _body;
    private readonly LocalSet[] _entry;
    private readonly LocalSet _live;

    private LiveLocals(KernelBody body)
    {
        _body = body;
        _live = new LocalSet(body.Locals.Count);
        _entry = new LocalSet[body.Blocks.Count];
        for (int block = 0; block < _entry.Length; block++)
        {
            _entry[block] = new LocalSet(body.Locals.Count);
        }
    }

    /// <summary>The locals that are live at resume points, in order.</summary>
    /// <param name="body">The kernel.</param>
    /// <returns>Their numbers.</returns>
    public static IReadOnlyList<int> AtResumePoints(KernelBody body)
    {
        LiveLocals liveness = new(body);
        liveness.Settle();
        LocalSet saved = new(body.Locals.Count);
        for (int block = 0; block < body.Blocks.Count; block++)
        {
            liveness.Walk(block, saved);
        }

        return [.. saved];
    }

    /// <summary>The locals that are live where blocks begin.</summary>
    /// <param name="body">The kernel.</param>
    /// <returns>A set for each block.</returns>
    public static IReadOnlyList<LocalSet> AtEntries(KernelBody body)
    {
        LiveLocals liveness = new(body);
        liveness.Settle();
        return liveness._entry;
    }

    /// <summary>Walks blocks backwards until nothing changes. A block is walked again only when one after it has changed.</summary>
    private void Settle()
    {
        List<int>[] previous = new List<int>[_entry.Length];
        bool[] waits = new bool[_entry.Length];
        Stack<int> open = new();
        for (int block = 0; block < _entry.Length; block++)
        {
            previous[block] = [];
            waits[block] = true;
            open.Push(block);
        }

        for (int block = 0; block < _entry.Length; block++)
        {
            switch (_body.Blocks[block].Terminator)
            {
                case JumpTerminator jump:
                    previous[jump.Target].Add(block);
                    break;
                case BranchTerminator branch:
                    previous[branch.WhenTrue].Add(block);
                    previous[branch.WhenFalse].Add(block);
                    break;
            }
        }

        while (open.Count > 0)
        {
            int block = open.Pop();
            waits[block] = false;
            Walk(block, null);
            if (!_entry[block].AddAll(_live))
            {
                continue;
            }

            foreach (int before in previous[block].Where(before => !waits[before]))
            {
                waits[before] = true;
                open.Push(before);
            }
        }
    }

    /// <summary>Finds the locals live at the beginning of a block, and adds those live at its accesses to a set.</summary>
    private void Walk(int block, LocalSet? saved)
    {
        _live.Clear();
        switch (_body.Blocks[block].Terminator)
        {
            case JumpTerminator jump:
                _live.AddAll(_entry[jump.Target]);
                break;
            case BranchTerminator branch:
                _live.AddAll(_entry[branch.WhenTrue]);
                _live.AddAll(_entry[branch.WhenFalse]);
                ExpressionLocals.Collect(branch.Condition, _live);
                break;
        }

        EquatableArray<Instruction> instructions = _body.Blocks[block].Instructions;
        for (int at = instructions.Count - 1; at >= 0; at--)
        {
            Step(instructions[at]);
            if (saved is not null && !_body.Blocks[block].IsCopy && instructions[at].SpanAccess() is not null)
            {
                saved.AddAll(_live);
            }
        }
    }

    private void Step(Instruction instruction)
    {
        int target = instruction.Target();
        if (target >= 0)
        {
            // An instruction that sets only a member leaves the other members.
            if (instruction is AssignInstruction { Path.Count: > 0 })
            {
                _live.Add(target);
            }
            else
            {
                _live.Remove(target);
            }
        }

        for (int part = instruction.PartCount() - 1; part >= 0; part--)
        {
            ExpressionLocals.Collect(instruction.Part(part), _live);
        }
    }
}
