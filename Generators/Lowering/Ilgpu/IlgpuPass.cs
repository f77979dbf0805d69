using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Ilgpu;

/// <summary>Works around defects of ILGPU's compiler: one pass over the model that is printed for devices. Plans are made before it.</summary>
internal static class IlgpuPass
{
    /// <summary>Rewrites a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>An equivalent kernel.</returns>
    public static KernelModel Run(KernelModel kernel) => kernel with
    {
        Body = kernel.Body with { Blocks = kernel.Body.Blocks.ConvertAll(Rewrite) },
    };

    private static BlockModel Rewrite(BlockModel block) => block with
    {
        Instructions = block.Instructions.ConvertAll(Rewrite),
        Terminator = block.Terminator is BranchTerminator branch
            ? branch with { Condition = IlgpuExpressions.Rewrite(branch.Condition) }
            : block.Terminator,
    };

    private static Instruction Rewrite(Instruction instruction) =>
        instruction.WithParts(0, static (part, _) => IlgpuExpressions.Rewrite(part));
}
