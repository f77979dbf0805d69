using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>Derives, from a kernel's code, which elements its work items touch.</summary>
internal static class PlanLowering
{
    /// <summary>Lowers a kernel to its plan.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The plan.</returns>
    public static PlanModel Lower(KernelModel kernel)
    {
        if (kernel.Body.Blocks.Count == 0)
        {
            return new PlanModel(EquatableArray<PlanLoop>.Empty, EquatableArray<PlanAccess>.Empty);
        }

        FlowAnalysis flow = new(kernel.Body.Blocks);
        return flow.Loops.IsReducible ? Lower(kernel, flow) : Unknown(kernel, flow);
    }

    private static PlanModel Lower(KernelModel kernel, FlowAnalysis flow)
    {
        IReadOnlyDictionary<int, InductionLoop> inductions = InductionFinder.Find(kernel, flow);
        PlanEvaluator evaluator = new(kernel, flow, inductions);
        ConditionFinder conditions = new(flow, inductions, evaluator);
        List<(int Block, PlanAccess Access)> found = [];
        foreach (int block in Reached(kernel, flow))
        {
            (EquatableArray<PlanCondition> when, bool definite) = conditions.Of(block);
            EquatableArray<Instruction> instructions = kernel.Body.Blocks[block].Instructions;
            for (int position = 0; position < instructions.Count; position++)
            {
                if (AccessOf(instructions[position]) is { } access)
                {
                    PlanExpression index = evaluator.Evaluate(access.Index, block, position);
                    bool known = conditions.IsMeaningful(index, block) && PlanBounds.Of(index) == PlanBounds.Both;
                    found.Add((block, Describe(instructions[position], access, known ? index : PlanUnknown.Instance, definite, when)));
                }
            }
        }

        List<PlanAccess> accesses = [.. new JointWrites(kernel, flow).Join(found), .. Never(kernel, flow)];
        return new PlanModel(
            UsedLoops(accesses, inductions), accesses.OrderBy(static access => access.Site).ToEquatable());
    }

    /// <summary>The accesses that no way leads to.</summary>
    private static IEnumerable<PlanAccess> Never(KernelModel kernel, FlowAnalysis flow)
        => Enumerable.Range(0, kernel.Body.Blocks.Count)
            .Where(block => !flow.Graph.IsReachable(block))
            .SelectMany(block => kernel.Body.Blocks[block].Instructions)
            .Where(static instruction => AccessOf(instruction) is not null)
            .Select(static instruction => Describe(
                instruction, AccessOf(instruction)!, PlanAlgebra.Constant(0), false, EquatableArray.Of<PlanCondition>(PlanCompareCondition.Never)));

    /// <summary>What is said of a kernel that jumps into loops.</summary>
    private static PlanModel Unknown(KernelModel kernel, FlowAnalysis flow)
        => new(
            EquatableArray<PlanLoop>.Empty,
            Reached(kernel, flow)
                .SelectMany(block => kernel.Body.Blocks[block].Instructions)
                .Where(static instruction => AccessOf(instruction) is not null)
                .Select(static instruction => Describe(
                    instruction,
                    AccessOf(instruction)!,
                    PlanUnknown.Instance,
                    false,
                    EquatableArray.Of<PlanCondition>(PlanUnknownCondition.Instance)))
                .Concat(Never(kernel, flow))
                .OrderBy(static access => access.Site)
                .ToEquatable());

    private static IEnumerable<int> Reached(KernelModel kernel, FlowAnalysis flow)
        => Enumerable.Range(0, kernel.Body.Blocks.Count).Where(flow.Graph.IsReachable);

    private static Access? AccessOf(Instruction instruction) => instruction switch
    {
        LoadInstruction load => load.Access,
        StoreInstruction store => store.Access,
        AtomicInstruction atomic => atomic.Access,
        _ => null,
    };

    private static PlanAccess Describe(
        Instruction instruction, Access access, PlanExpression index, bool definite, EquatableArray<PlanCondition> conditions)
    {
        string effect = instruction switch
        {
            LoadInstruction => "reads",
            StoreInstruction => "writes",
            _ => "changes",
        };
        return new PlanAccess(access.Site, access.Parameter, instruction.Line, effect, index, definite, conditions);
    }

    private static EquatableArray<PlanLoop> UsedLoops(List<PlanAccess> accesses, IReadOnlyDictionary<int, InductionLoop> inductions)
    {
        HashSet<int> used = [];
        foreach (PlanAccess access in accesses)
        {
            Use(access.Index);
            foreach (PlanCondition condition in access.Conditions)
            {
                if (condition is PlanCompareCondition compare)
                {
                    Use(compare.Comparison);
                }
                else if (condition is PlanRunsCondition runs)
                {
                    UseLoop(runs.Loop);
                }
            }
        }

        return inductions.Values
            .Select(static induction => induction.Declaration)
            .Where(loop => used.Contains(loop.Number))
            .OrderBy(static loop => loop.Number)
            .ToEquatable();

        void Use(PlanExpression expression)
        {
            if (expression is PlanLoopValue value)
            {
                UseLoop(value.Loop);
            }

            foreach (PlanExpression part in expression.Parts)
            {
                Use(part);
            }
        }

        void UseLoop(int number)
        {
            if (used.Add(number))
            {
                Use(inductions[number].Declaration.First);
                Use(inductions[number].Declaration.Limit);
                Use(inductions[number].Declaration.Step);
            }
        }
    }
}
