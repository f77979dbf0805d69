using ILGPU.Backends;
using ILGPU.IR;
using ILGPU.IR.Analyses;
using ILGPU.IR.Analyses.ControlFlowDirection;
using ILGPU.IR.Values;

namespace HmmGen.Devices.Ilgpu;

/// <summary>Gives loops a form in which ILGPU's back ends assign their variables rightly.</summary>
/// <remarks>
/// A variable of a loop is a phi of the block S at the loop's head, and each block B that jumps to S first assigns the phis of S. ILGPU does so wrongly in two cases.
/// <list type="bullet">
/// <item>B may also leave the loop. It assigns before it branches, so what comes after the loop sees the variables of an iteration that never ran.</item>
/// <item>A phi of S is assigned from a phi of S. ILGPU then keeps the old value in a variable of its own, and later reads that one in other blocks too,
/// where it holds the value of an earlier time or none.</item>
/// </list>
/// Each such way from B to S gets a block of its own, which assigns the phis of S. What it assigns from a phi of S, B has put aside before, as phis of the new block.
/// So no block both reads and assigns a phi, and no block assigns on a way that is not taken. See "Translating Out of Static Single Assignment Form",
/// V. C. Sreedhar and others, 1999, and docs/ilgpu.md.
/// </remarks>
internal readonly struct PhiSeparation : IBackendHook
{
    /// <inheritdoc/>
    public void FinishedCodeGeneration(IRContext context, Method entryPoint)
    {
    }

    /// <inheritdoc/>
    public void InitializedKernelContext(IRContext kernelContext, Method kernelMethod)
    {
    }

    /// <inheritdoc/>
    public void OptimizedKernelContext(IRContext kernelContext, Method kernelMethod)
    {
        foreach (Method method in kernelContext.Methods)
        {
            if (method.HasImplementation)
            {
                Separate(method);
            }
        }
    }

    private static void Separate(Method method)
    {
        Dominators<Forwards> dominators = method.Blocks.CreateDominators();
        List<(BasicBlock From, BasicBlock To)> ways = [];
        foreach (BasicBlock from in method.Blocks)
        {
            BasicBlock[] targets = [.. from.Successors.ToArray().Distinct()];
            ways.AddRange(targets
                .Where(to => (targets.Length > 1 && dominators.Dominates(to, from) && PhisOf(to).Count > 0) || AssignsFromItself(from, to))
                .Select(to => (from, to)));
        }

        if (ways.Count == 0)
        {
            return;
        }

        using Method.Builder builder = method.CreateBuilder();
        foreach ((BasicBlock from, BasicBlock to) in ways)
        {
            InsertBlock(builder, from, to);
        }

        builder.Complete();
    }

    private static List<PhiValue> PhisOf(BasicBlock block)
    {
        List<PhiValue> phis = [];
        block.ForEachValue<PhiValue>(phis.Add);
        return phis;
    }

    private static bool AssignsFromItself(BasicBlock from, BasicBlock to) => PhisOf(to).Any(phi => phi.GetValue(from) is PhiValue value && value.BasicBlock == to);

    private static void InsertBlock(Method.Builder method, BasicBlock from, BasicBlock to)
    {
        BasicBlock.Builder between = method.CreateBasicBlock(from.Location);
        BasicBlock.Builder target = method[to];
        foreach (PhiValue phi in PhisOf(to))
        {
            Value value = phi.GetValue(from)!.Resolve();
            if (value is PhiValue { BasicBlock: var block } && block == to)
            {
                PhiValue.Builder aside = between.CreatePhi(phi.Location, value.Type);
                aside.AddArgument(from, value);
                value = aside.Seal();
            }

            target.SetupInsertPosition(phi);
            PhiValue.Builder changed = target.CreatePhi(phi.Location, phi.Type);
            for (int i = 0; i < phi.Sources.Length; i++)
            {
                bool isChanged = phi.Sources[i] == from;
                changed.AddArgument(isChanged ? between.BasicBlock : phi.Sources[i], isChanged ? value : phi.Nodes[i]);
            }

            phi.Replace(changed.Seal());
            target.Remove(phi);
        }

        between.CreateBranch(from.Location, to);
        method[from].Terminator!.RemapTargets(method, new Detour(to, between.BasicBlock));
    }

    /// <summary>Leads a branch to another block.</summary>
    private readonly struct Detour(BasicBlock from, BasicBlock to) : TerminatorValue.ITargetRemapper
    {
        private readonly BasicBlock _from = from;
        private readonly BasicBlock _to = to;

        public bool CanRemap(in ReadOnlySpan<BasicBlock> blocks) => blocks.Contains(_from);

        public BasicBlock Remap(BasicBlock block) => block == _from ? _to : block;
    }
}
