using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Loads an element once where a block of a loop loads it again, or has stored it: nothing has changed it since, and the .NET compiler does not see that for vectors.
/// </summary>
internal sealed class RepeatedLoads
{
    private readonly List<LocalModel> _locals;
    private readonly LaneLocalNames _names;

    private RepeatedLoads(KernelModel kernel) => (_locals, _names) = ([.. kernel.Body.Locals], new LaneLocalNames(kernel));

    /// <summary>Replaces the later loads.</summary>
    /// <param name="kernel">The kernel. Spans that it writes overlap no others.</param>
    /// <returns>The kernel, which does the same.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        LoopForest loops = new FlowAnalysis(kernel.Body.Blocks).Loops;
        RepeatedLoads repeated = new(kernel);
        BlockModel[] blocks = [.. kernel.Body.Blocks
            .Select((block, number) => loops.Around(number).Count == 0 ? block : block with { Instructions = repeated.Of(block.Instructions) })];
        return kernel with { Body = kernel.Body with { Locals = repeated._locals.ToEquatable(), Blocks = blocks.ToEquatable() } };
    }

    private EquatableArray<Instruction> Of(EquatableArray<Instruction> instructions)
    {
        List<(Access Access, int Local)> known = [];
        List<Instruction> all = [];
        for (int at = 0; at < instructions.Count; at++)
        {
            Instruction instruction = instructions[at];
            LoadInstruction? load = instruction as LoadInstruction;
            int same = load is null ? -1 : known.FindIndex(one => IsSame(one.Access, load.Access));
            if (instruction is StoreInstruction store && IsLoaded(instructions, at))
            {
                _locals.Add(new LocalModel(_names.Take("stored"), store.Access.Value, LocalRole.Variable));
                all.Add(new AssignInstruction(store.Line, _locals.Count - 1, [], store.Value));
                instruction = store with { Value = new LocalExpression(store.Access.Value, _locals.Count - 1) };
            }

            all.Add(same < 0 ? instruction : new AssignInstruction(instruction.Line, load!.Local, [], new LocalExpression(load.Access.Value, known[same].Local)));
            known.RemoveAll(one => Ends(instruction, one.Access, one.Local));
            if (load is { When: null } && same < 0 && !ExpressionLocals.Reads(load.Access.Index, load.Local))
            {
                known.Add((load.Access, load.Local));
            }
            else if (instruction is StoreInstruction { Value: LocalExpression value } stored && IsKept(stored) && value.Type == stored.Access.Value)
            {
                known.Add((stored.Access, value.Local));
            }
        }

        return all.ToEquatable();
    }

    private static bool IsSame(Access one, Access other)
        => one.Parameter == other.Parameter && one.Index == other.Index && one.Path.Equals(other.Path) && one.Value == other.Value;

    // Whether an element, or the local that has it, or its index, may be another one afterwards.
    private static bool Ends(Instruction instruction, Access access, int local)
        => (instruction.Target() is >= 0 and var target && (local == target || ExpressionLocals.Reads(access.Index, target)))
            || (instruction is StoreInstruction or AtomicInstruction && access.Parameter == instruction.SpanAccess()!.Parameter);

    // Whether the block loads what it stores here, and a local has to keep it for that.
    private static bool IsLoaded(EquatableArray<Instruction> instructions, int at)
    {
        if (instructions[at] is not StoreInstruction { Value: not LocalExpression } store || !IsKept(store) || store.Value.Type != store.Access.Value)
        {
            return false;
        }

        for (int later = at + 1; later < instructions.Count; later++)
        {
            if (instructions[later] is LoadInstruction { When: null } load && IsSame(load.Access, store.Access))
            {
                return true;
            }

            if (Ends(instructions[later], store.Access, -1))
            {
                return false;
            }
        }

        return false;
    }

    // A number of 32 or 64 bits comes back as it was stored.
    private static bool IsKept(StoreInstruction store) => store is { When: null, Access.Value.Kind: ValueKind.Int32 or ValueKind.UInt32 or ValueKind.Int64 or ValueKind.UInt64 or ValueKind.Single or ValueKind.Double };
}
