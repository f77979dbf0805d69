using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Scouting;

/// <summary>Writes a slice as a body. A branch that is not needed becomes a jump to where its ways meet again, so loops without contents vanish.</summary>
internal static class ScoutBody
{
    private const int End = -1;

    /// <summary>Writes the body.</summary>
    /// <param name="body">The kernel's body.</param>
    /// <param name="flow">Its flow of control.</param>
    /// <param name="slice">The parts to keep.</param>
    /// <returns>The scout's body.</returns>
    public static KernelBody Of(KernelBody body, FlowAnalysis flow, ScoutSlice slice)
    {
        DominatorTree after = DominatorTree.Post(flow.Graph);
        BlockModel[] blocks = new BlockModel[body.Blocks.Count];
        for (int block = 0; block < blocks.Length; block++)
        {
            BlockModel model = body.Blocks[block];
            Terminator terminator = model.Terminator is not BranchTerminator || slice.KeepsBranch(block) ? model.Terminator
                : after.Parent(block) is int next && next >= 0 && next < blocks.Length ? new JumpTerminator(next)
                : new ReturnTerminator();
            blocks[block] = new BlockModel(model.Line, Instructions(model, block, slice).ToEquatable(), terminator);
        }

        bool hasArrays = blocks.SelectMany(static block => block.Instructions)
            .Any(static instruction => instruction is ArrayLoadInstruction or ArrayStoreInstruction or ArrayClearInstruction);
        return BodyCompaction.Run(body with
        {
            Blocks = Compact(blocks),
            Arrays = hasArrays ? body.Arrays : EquatableArray<LocalArrayModel>.Empty,
            Exceptions = EquatableArray<ExceptionModel>.Empty,
        });
    }

    private static IEnumerable<Instruction> Instructions(BlockModel model, int block, ScoutSlice slice)
    {
        for (int position = 0; position < model.Instructions.Count; position++)
        {
            CodePlace place = new(block, position);
            Instruction instruction = model.Instructions[position];
            if (instruction.SpanAccess() is { } access)
            {
                if (slice.Keeps(place))
                {
                    yield return (LoadInstruction)instruction with { ForUpdate = false };
                }
                else if (slice.Marks(place, access))
                {
                    bool writes = instruction is not LoadInstruction { ForUpdate: false };
                    yield return new MarkInstruction(instruction.Line, access, writes) { File = instruction.File };
                }
            }
            else if (instruction is GuardInstruction guard)
            {
                yield return guard with { Element = null };
            }
            else if (slice.Keeps(place) || ScoutSlice.CanFail(instruction))
            {
                yield return instruction is BoundsInstruction bounds ? bounds with { Element = bounds.Index } : instruction;
            }
        }

        foreach (Instruction added in slice.Added(block))
        {
            yield return added;
        }
    }

    /// <summary>Removes blocks that only lead to others, and blocks that no way reaches.</summary>
    private static EquatableArray<BlockModel> Compact(BlockModel[] blocks)
    {
        int[] targets = [.. Enumerable.Range(0, blocks.Length).Select(block => Through(blocks, block))];
        for (int block = 0; block < blocks.Length; block++)
        {
            blocks[block] = blocks[block] with { Terminator = Threaded(blocks[block].Terminator, targets) };
        }

        List<int> reached = [0];
        HashSet<int> seen = [0];
        for (int at = 0; at < reached.Count; at++)
        {
            foreach (int next in blocks[reached[at]].Terminator.Targets().Where(seen.Add))
            {
                reached.Add(next);
            }
        }

        reached.Sort();
        Dictionary<int, int> numbers = reached.Select(static (block, number) => (block, number)).ToDictionary(static pair => pair.block, static pair => pair.number);
        return reached.Select(block => blocks[block] with { Terminator = blocks[block].Terminator.WithTargets(target => numbers[target]) }).ToEquatable();
    }

    /// <summary>The block that a jump to a block ends at; <see cref="End"/> if it ends the work item.</summary>
    private static int Through(BlockModel[] blocks, int block)
    {
        HashSet<int> seen = [];
        while (blocks[block].Instructions.Count == 0 && seen.Add(block))
        {
            if (blocks[block].Terminator is ReturnTerminator)
            {
                return End;
            }

            if (blocks[block].Terminator is not JumpTerminator jump)
            {
                break;
            }

            block = jump.Target;
        }

        return block;
    }

    private static Terminator Threaded(Terminator terminator, int[] targets) => terminator switch
    {
        JumpTerminator jump => targets[jump.Target] == End ? new ReturnTerminator() : new JumpTerminator(targets[jump.Target]),
        BranchTerminator branch when targets[branch.WhenTrue] == targets[branch.WhenFalse]
            => targets[branch.WhenTrue] == End ? new ReturnTerminator() : new JumpTerminator(targets[branch.WhenTrue]),
        _ => terminator.WithTargets(target => Kept(target, targets)),
    };

    // A branch has no way to say that the work item ends, so the block that does stays.
    private static int Kept(int block, int[] targets) => targets[block] == End ? block : targets[block];
}
