using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>Finds the conditions that hold whenever a block runs.</summary>
internal sealed class ConditionFinder
{
    /// <summary>The largest number of conditions of a block; outer ones beyond it are forgotten, so that deep nests do not print long plans.</summary>
    private const int Most = 32;

    private readonly FlowAnalysis _flow;
    private readonly IReadOnlyDictionary<int, InductionLoop> _inductions;
    private readonly PlanEvaluator _evaluator;
    private readonly EquatableArray<BlockModel> _blocks;
    private readonly Dictionary<int, InductionLoop> _tests = [];
    private readonly Dictionary<(int Loop, int Block), bool> _meaningful = [];

    /// <summary>Prepares to find conditions.</summary>
    /// <param name="blocks">The kernel's blocks.</param>
    /// <param name="flow">The kernel's flow of control, which is reducible.</param>
    /// <param name="inductions">The induction loops, by their numbers.</param>
    /// <param name="evaluator">Evaluates the branches' conditions.</param>
    public ConditionFinder(
        EquatableArray<BlockModel> blocks, FlowAnalysis flow, IReadOnlyDictionary<int, InductionLoop> inductions, PlanEvaluator evaluator)
    {
        _blocks = blocks;
        _flow = flow;
        _inductions = inductions;
        _evaluator = evaluator;
        foreach (InductionLoop induction in inductions.Values.Where(induction => !_tests.ContainsKey(induction.Test)))
        {
            _tests.Add(induction.Test, induction);
        }
    }

    /// <summary>Finds the conditions of a block.</summary>
    /// <param name="block">The block.</param>
    /// <returns>The conditions that hold whenever the block runs, and whether it must run when all of them hold.</returns>
    public (EquatableArray<PlanCondition> Conditions, bool IsMust) Of(int block)
    {
        List<PlanCondition> conditions = [];
        HashSet<int> covered = [];
        bool isMust = _flow.Control.IsComplete && AddBranches(block, conditions, covered);
        foreach (NaturalLoop loop in _flow.Loops.Around(block))
        {
            if (_inductions.TryGetValue(loop.Number, out InductionLoop? induction) && induction.Covers(block, _flow))
            {
                covered.Add(induction.Test);
                isMust &= induction.HasOneExit;
            }
            else if (block == loop.Header)
            {
                // It runs once at least where the loop is entered. What is known of its accesses does not change in the loop.
                covered.UnionWith(loop.Blocks);
            }
            else
            {
                conditions.Add(Unknown(PlanCause.Loop, _blocks[loop.Header].Line));
                isMust = false;
            }
        }

        isMust = isMust && _flow.Control.Of(block).All(covered.Contains);
        PlanCondition? unknown = conditions.FirstOrDefault(static condition => condition is PlanUnknownCondition);
        return (conditions.Where(condition => condition is not PlanUnknownCondition || condition == unknown).Distinct().ToEquatable(), isMust);
    }

    /// <summary>Whether all loop variables in an expression have their declared values in a block.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="block">The block.</param>
    /// <returns>True when they do.</returns>
    public bool IsMeaningful(PlanExpression expression, int block)
        => !expression.Has(PlanTraits.LoopValue) || !expression.Any(part => part is PlanLoopValue value && !IsMeaningful(value.Loop, block));

    /// <summary>Adds the content of a condition to the conditions of a block.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="block">The block.</param>
    /// <param name="conditions">The block's conditions.</param>
    /// <returns>Whether the added conditions say all that the condition says.</returns>
    public bool TryAdd(PlanExpression condition, int block, List<PlanCondition> conditions)
    {
        switch (condition)
        {
            case PlanLogic { Both: true } logic:
                bool left = TryAdd(logic.Left, block, conditions);
                return TryAdd(logic.Right, block, conditions) && left;
            case PlanConstant { Value: not 0 }:
                return true;
            case PlanConstant:
                conditions.Add(PlanNeverCondition.Instance);
                return true;
            case PlanComparison comparison when IsMeaningful(comparison, block):
                conditions.Add(new PlanCompareCondition(comparison));
                return true;
            default:
                conditions.Add(PlanAlgebra.ReasonOf(condition) is { } reason
                    ? new PlanUnknownCondition(reason with { Subject = PlanSubject.Condition })
                    : Unknown(condition is PlanComparison ? PlanCause.AfterLoop : PlanCause.Cases, 0));
                return false;
        }
    }

    private static PlanUnknownCondition Unknown(PlanCause cause, int line) => new(new PlanReason(PlanSubject.Condition, cause, "", line));

    private bool IsMeaningful(int loop, int block)
    {
        if (!_meaningful.TryGetValue((loop, block), out bool meaningful))
        {
            meaningful = _inductions.TryGetValue(loop, out InductionLoop? induction)
                && induction.Covers(block, _flow)
                && IsMeaningful(induction.Declaration.First, block)
                && IsMeaningful(induction.Declaration.Limit, block)
                && IsMeaningful(induction.Declaration.Step, block);
            _meaningful.Add((loop, block), meaningful);
        }

        return meaningful;
    }

    /// <summary>Adds the conditions of the branches on every way to a block. Returns whether these are all that matter.</summary>
    private bool AddBranches(int block, List<PlanCondition> conditions, HashSet<int> covered)
    {
        // Goes from the inside out, so that the nearest conditions stay when there are too many.
        List<List<PlanCondition>> found = [];
        int count = 0;
        for (int next = block; next != 0 && count <= Most; next = _flow.Dominators.Parent(next))
        {
            int branch = _flow.Dominators.Parent(next);
            if (_flow.Graph.Successors(branch).Count == 2 && _flow.EdgeDominates(branch, next, block))
            {
                List<PlanCondition> own = [];
                if (AddBranch(branch, next, block, own))
                {
                    covered.Add(branch);
                }

                count += own.Count;
                found.Add(own);
            }
        }

        if (count > Most)
        {
            conditions.Add(Unknown(PlanCause.Size, 0));
        }

        for (int at = found.Count - 1; at >= 0; at--)
        {
            conditions.AddRange(found[at]);
        }

        return count <= Most;
    }

    /// <summary>Adds the condition of one branch. Returns whether that covers the branch.</summary>
    private bool AddBranch(int branch, int next, int block, List<PlanCondition> conditions)
    {
        if (_tests.TryGetValue(branch, out InductionLoop? induction))
        {
            if (induction.Loop.Contains(block) && induction.TestsFirst && next == induction.Stay)
            {
                // A limit may hang on a loop that is known within a turn of this one, and not by itself.
                bool isKnown = IsMeaningful(induction.Loop.Number, block);
                conditions.Add(isKnown ? new PlanRunsCondition(induction.Loop.Number) : Unknown(PlanCause.AfterLoop, induction.Declaration.Line));
                return isKnown;
            }

            // The loop ends here.
            if (!induction.Loop.Contains(block) && !induction.Loop.Contains(next))
            {
                return true;
            }
        }

        return _flow.Control.Depends(block, branch) && TryAdd(_evaluator.Condition(branch, next), block, conditions);
    }
}
