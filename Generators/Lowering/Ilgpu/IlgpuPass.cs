using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Ilgpu;

/// <summary>Works around what ILGPU compiles wrongly: one pass over the model that is printed for devices. Plans are made of the model before it.</summary>
internal static class IlgpuPass
{
    /// <summary>Rewrites a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>One that means the same.</returns>
    public static KernelModel Run(KernelModel kernel) => kernel with
    {
        Body = kernel.Body with { Blocks = kernel.Body.Blocks.Select(Rewrite).ToEquatable() },
    };

    private static BlockModel Rewrite(BlockModel block) => block with
    {
        Instructions = block.Instructions.Select(Rewrite).ToEquatable(),
        Terminator = block.Terminator is BranchTerminator branch
            ? branch with { Condition = IlgpuExpressions.Rewrite(branch.Condition) }
            : block.Terminator,
    };

    private static Instruction Rewrite(Instruction instruction)
    {
        Expression[] parts = new Expression[instruction.PartCount()];
        for (int part = 0; part < parts.Length; part++)
        {
            parts[part] = IlgpuExpressions.Rewrite(instruction.Part(part));
        }

        return parts.Length == 0 ? instruction : instruction.WithParts(parts);
    }
}
