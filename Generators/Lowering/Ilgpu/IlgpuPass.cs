using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Ilgpu;

/// <summary>Works around defects of ILGPU's compiler: one pass over the model that is printed for devices. Plans are made before it.</summary>
internal static class IlgpuPass
{
    /// <summary>Rewrites a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>An equivalent kernel.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        if (kernel.Body.Blocks.Count == 0)
        {
            return kernel;
        }

        ReachingConstants constants = new(kernel.Body);
        return kernel with { Body = kernel.Body with { Blocks = kernel.Body.Blocks.Select((block, number) => Rewrite(block, constants.At(number))).ToEquatable() } };
    }

    private static BlockModel Rewrite(BlockModel block, LocalSet constants)
    {
        List<Instruction> instructions = [];
        foreach (Instruction instruction in block.Instructions)
        {
            instructions.Add(instruction is GuardInstruction
                ? instruction.WithParts(constants, static (part, known) => IlgpuExpressions.Rewrite(part, known))
                : instruction.WithParts(constants, static (part, known) => IlgpuExpressions.Truth(IlgpuExpressions.Rewrite(part, known), known)));
            ReachingConstants.Pass(constants, instruction);
        }

        return block with
        {
            Instructions = instructions.ToEquatable(),
            Terminator = block.Terminator is BranchTerminator branch
                ? branch with { Condition = IlgpuExpressions.Rewrite(branch.Condition, constants) }
                : block.Terminator,
        };
    }
}
