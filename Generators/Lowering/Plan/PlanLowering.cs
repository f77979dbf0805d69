using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>Derives from a kernel's code the elements that its work items touch.</summary>
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
        Dictionary<int, InductionLoop> inductions = [];
        PlanAlgebra algebra = new();
        PlanEvaluator evaluator = new(kernel, flow, algebra, inductions);
        new InductionFinder(kernel, flow, evaluator, inductions).FindAll();
        ConditionFinder conditions = new(kernel.Body.Blocks, flow, inductions, evaluator);
        PlanCases cases = new(algebra, conditions);
        List<(int Block, PlanAccess Access)> found = [];
        List<PlanGuard> guards = [];
        foreach (int block in Reached(kernel, flow))
        {
            EquatableArray<Instruction> instructions = kernel.Body.Blocks[block].Instructions;
            (EquatableArray<PlanCondition> Conditions, bool IsMust)? when = null;
            for (int position = 0; position < instructions.Count; position++)
            {
                if (instructions[position] is GuardInstruction guard)
                {
                    List<PlanCondition> fails = [];
                    conditions.TryAdd(evaluator.Evaluate(guard.Condition, block, position), block, fails);
                    guards.Add(new PlanGuard(guard.Site, guard.Line, fails.Where(static one => one is not PlanUnknownCondition).ToEquatable()));
                }

                if (instructions[position] is BoundsInstruction { IsPlanned: true } bounds)
                {
                    // An access of the element follows, which is in bounds where this test fails no item.
                    guards.Add(new PlanGuard(bounds.Site, bounds.Line, EquatableArray.Of<PlanCondition>(PlanNeverCondition.Instance)));
                }

                if (instructions[position].SpanAccess() is { } access)
                {
                    when ??= conditions.Of(block);
                    PlanExpression index = evaluator.Evaluate(access.Index, block, position);
                    index = conditions.IsMeaningful(index, block)
                        ? index
                        : algebra.Unknown(PlanCause.AfterLoop, "", instructions[position].Line);
                    IReadOnlyList<PlanCase> all = cases.Of(new PlanCase(index, when.Value.IsMust, when.Value.Conditions), block);
                    foreach (PlanCase one in all)
                    {
                        found.Add((block, Describe(instructions[position], access, Bounded(algebra, one)) with { IsCase = all.Count > 1 }));
                    }
                }
            }
        }

        List<PlanAccess> accesses = [.. new JointWrites(kernel, flow).Join(found), .. Never(kernel, flow)];
        EquatableArray<PlanGuard> known = Known(guards);
        IEnumerable<PlanCondition> tested = known.SelectMany(static guard => guard.Conditions);
        return new PlanModel(UsedLoops(accesses, tested, inductions), accesses.OrderBy(static access => access.Site).ToEquatable()) { Guards = known };
    }

    /// <summary>The tests that a launch can follow. A site may stand at several places, and it must follow the tests of all.</summary>
    private static EquatableArray<PlanGuard> Known(List<PlanGuard> guards)
    {
        HashSet<int> lost = [.. guards.Where(static guard => guard.Conditions.Count == 0).Select(static guard => guard.Site)];
        return guards.Where(guard => !lost.Contains(guard.Site)).Distinct().OrderBy(static guard => guard.Site).ToEquatable();
    }

    private static PlanCase Bounded(PlanAlgebra algebra, PlanCase access)
        => access.Index.Bounds == PlanBounds.Both ? access
            : access with { Index = algebra.Nodes.Unknown(PlanAlgebra.ReasonOf(access.Index)!) };

    /// <summary>The accesses that no way reaches.</summary>
    private static IEnumerable<PlanAccess> Never(KernelModel kernel, FlowAnalysis flow)
    {
        PlanCase never = new(new PlanNodes().Constant(0), false, EquatableArray.Of<PlanCondition>(PlanNeverCondition.Instance));
        return All(kernel, Enumerable.Range(0, kernel.Body.Blocks.Count).Where(block => !flow.Graph.IsReachable(block)), never);
    }

    /// <summary>The plan of a kernel that jumps into loops.</summary>
    private static PlanModel Unknown(KernelModel kernel, FlowAnalysis flow)
    {
        PlanReason reason = new(PlanSubject.Index, PlanCause.JumpIntoLoop, "", 0);
        PlanCase unknown = new(
            new PlanNodes().Unknown(reason),
            false,
            EquatableArray.Of<PlanCondition>(new PlanUnknownCondition(reason with { Subject = PlanSubject.Condition })));
        return new PlanModel(
            EquatableArray<PlanLoop>.Empty,
            All(kernel, Reached(kernel, flow), unknown).Concat(Never(kernel, flow)).OrderBy(static access => access.Site).ToEquatable());
    }

    private static IEnumerable<PlanAccess> All(KernelModel kernel, IEnumerable<int> blocks, PlanCase what)
        => blocks.SelectMany(block => kernel.Body.Blocks[block].Instructions)
            .Where(static instruction => instruction.SpanAccess() is not null)
            .Select(instruction => Describe(instruction, instruction.SpanAccess()!, what));

    private static IEnumerable<int> Reached(KernelModel kernel, FlowAnalysis flow)
        => Enumerable.Range(0, kernel.Body.Blocks.Count).Where(flow.Graph.IsReachable);

    private static PlanAccess Describe(Instruction instruction, Access access, PlanCase what)
        => new(access.Site, access.Parameter, instruction.Line, what.Index, what.IsMust, what.Conditions);

    private static EquatableArray<PlanLoop> UsedLoops(
        List<PlanAccess> accesses, IEnumerable<PlanCondition> tested, IReadOnlyDictionary<int, InductionLoop> inductions)
    {
        HashSet<int> used = [];
        foreach (PlanAccess access in accesses)
        {
            Use(access.Index);
        }

        foreach (PlanCondition condition in accesses.SelectMany(static access => access.Conditions).Concat(tested))
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

        return inductions.Values
            .Select(static induction => induction.Declaration)
            .Where(loop => used.Contains(loop.Number))
            .OrderBy(static loop => loop.Number)
            .ToEquatable();

        void Use(PlanExpression expression)
        {
            if (!expression.Has(PlanTraits.LoopValue))
            {
                return;
            }

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
