using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Loads an element once where a block of a loop loads it again: nothing has changed it since, and the .NET compiler does not see that for vectors.</summary>
internal static class RepeatedLoads
{
    /// <summary>Replaces the later loads.</summary>
    /// <param name="kernel">The kernel. Spans that it writes overlap no others.</param>
    /// <returns>The kernel, which does the same.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        LoopForest loops = new FlowAnalysis(kernel.Body.Blocks).Loops;
        return kernel with
        {
            Body = kernel.Body with
            {
                Blocks = kernel.Body.Blocks.Select((block, number) => loops.Around(number).Count == 0 ? block : block with { Instructions = Of(block.Instructions) }).ToEquatable(),
            },
        };
    }

    private static EquatableArray<Instruction> Of(EquatableArray<Instruction> instructions)
    {
        List<LoadInstruction> known = [];
        List<Instruction> all = [];
        foreach (Instruction instruction in instructions)
        {
            LoadInstruction? load = instruction as LoadInstruction;
            LoadInstruction? same = load is null ? null : known.FirstOrDefault(one => one.Access.Parameter == load.Access.Parameter
                && one.Access.Index == load.Access.Index && one.Access.Path.Equals(load.Access.Path) && one.Access.Value == load.Access.Value);
            all.Add(same is null ? instruction : new AssignInstruction(instruction.Line, load!.Local, [], new LocalExpression(load.Access.Value, same.Local)));
            int target = instruction.Target();
            bool changes = instruction is StoreInstruction or AtomicInstruction;
            known.RemoveAll(one => (target >= 0 && (one.Local == target || ExpressionLocals.Reads(one.Access.Index, target)))
                || (changes && one.Access.Parameter == instruction.SpanAccess()!.Parameter));
            if (load is not null && same is null && !ExpressionLocals.Reads(load.Access.Index, load.Local))
            {
                known.Add(load);
            }
        }

        return all.ToEquatable();
    }
}
