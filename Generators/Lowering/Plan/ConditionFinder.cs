using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>Finds what holds whenever a block runs.</summary>
/// <param name="flow">The kernel's flow of control, which is reducible.</param>
/// <param name="inductions">The loops that are understood, by their numbers.</param>
/// <param name="evaluator">Evaluates the branches' conditions.</param>
internal sealed class ConditionFinder(
    FlowAnalysis flow, IReadOnlyDictionary<int, InductionLoop> inductions, PlanEvaluator evaluator)
{
    /// <summary>Finds the conditions of a block.</summary>
    /// <param name="block">The block.</param>
    /// <returns>What holds whenever the block runs, and whether it certainly runs when all of it holds.</returns>
    public (EquatableArray<PlanCondition> Conditions, bool Definite) Of(int block)
    {
        List<PlanCondition> conditions = [];
        HashSet<int> covered = [];
        bool definite = flow.Control.IsComplete;
        foreach ((int branch, int next) in Edges(block))
        {
            InductionLoop? induction = inductions.Values.FirstOrDefault(induction => induction.Test == branch);
            if (induction is not null && induction.Loop.Contains(block) && induction.TestsFirst && next == induction.Stay)
            {
                conditions.Add(new PlanRunsCondition(induction.Loop.Number));
                covered.Add(branch);
            }
            else if (induction is not null && !induction.Loop.Contains(block) && !induction.Loop.Contains(next))
            {
                // The loop comes to its end.
                covered.Add(branch);
            }
            else if (flow.Control.Depends(block, branch) && AddCondition(evaluator.Condition(branch, next), block, conditions))
            {
                covered.Add(branch);
            }
        }

        foreach (NaturalLoop loop in flow.Loops.Around(block))
        {
            if (inductions.TryGetValue(loop.Number, out InductionLoop? induction) && induction.Covers(block, flow))
            {
                covered.Add(induction.Test);
                definite &= induction.HasOneExit;
            }
            else
            {
                conditions.Add(PlanUnknownCondition.Instance);
                definite = false;
            }
        }

        definite &= flow.Control.Of(block).All(covered.Contains);
        return (conditions.Distinct().ToEquatable(), definite);
    }

    /// <summary>Whether all loop variables in an expression have their declared values in a block.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="block">The block.</param>
    /// <returns>Whether they do.</returns>
    public bool IsMeaningful(PlanExpression expression, int block) => !expression.Any(part => part is PlanLoopValue value
        && !(inductions.TryGetValue(value.Loop, out InductionLoop? induction)
            && induction.Covers(block, flow)
            && IsMeaningful(induction.Declaration.First, block)
            && IsMeaningful(induction.Declaration.Limit, block)
            && IsMeaningful(induction.Declaration.Step, block)));

    /// <summary>The branches' edges over which every way to a block leads, the first one first.</summary>
    private List<(int Branch, int Next)> Edges(int block)
    {
        List<(int Branch, int Next)> edges = [];
        for (int next = block; next != 0; next = flow.Dominators.Parent(next))
        {
            int branch = flow.Dominators.Parent(next);
            if (flow.Graph.Successors(branch).Count == 2
                && flow.Graph.Successors(branch).Contains(next)
                && flow.EdgeDominates(branch, next, block))
            {
                edges.Add((branch, next));
            }
        }

        edges.Reverse();
        return edges;
    }

    /// <summary>Adds what a condition says; answers whether that is all known.</summary>
    private bool AddCondition(PlanExpression condition, int block, List<PlanCondition> conditions)
    {
        switch (condition)
        {
            case PlanLogic { Both: true } logic:
                bool left = AddCondition(logic.Left, block, conditions);
                return AddCondition(logic.Right, block, conditions) && left;
            case PlanConstant { Value: not 0 }:
                return true;
            case PlanConstant:
                conditions.Add(PlanCompareCondition.Never);
                return true;
            case PlanComparison comparison when IsMeaningful(comparison, block):
                conditions.Add(new PlanCompareCondition(comparison));
                return true;
            default:
                conditions.Add(PlanUnknownCondition.Instance);
                return false;
        }
    }
}
