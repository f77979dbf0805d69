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

    private static Instruction Rewrite(Instruction instruction) => instruction switch
    {
        AssignInstruction assign => assign with { Value = IlgpuExpressions.Rewrite(assign.Value) },
        LoadInstruction load => load with { Access = Rewrite(load.Access) },
        StoreInstruction store => store with { Access = Rewrite(store.Access), Value = IlgpuExpressions.Rewrite(store.Value) },
        AtomicInstruction atomic => atomic with
        {
            Access = Rewrite(atomic.Access),
            Arguments = atomic.Arguments.Select(IlgpuExpressions.Rewrite).ToEquatable(),
        },
        GuardInstruction guard => guard with
        {
            Condition = IlgpuExpressions.Rewrite(guard.Condition),
            Element = guard.Element is null ? null : IlgpuExpressions.Rewrite(guard.Element),
        },
        ArrayLoadInstruction load => load with { Index = IlgpuExpressions.Rewrite(load.Index) },
        ArrayStoreInstruction store => store with
        {
            Index = IlgpuExpressions.Rewrite(store.Index),
            Value = IlgpuExpressions.Rewrite(store.Value),
        },
        _ => instruction,
    };

    private static Access Rewrite(Access access) => access with { Index = IlgpuExpressions.Rewrite(access.Index) };
}
