using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>
/// Finds elements that every work item overwrites, whichever way its conditions go: <c>if (border) y[i] = 0; else y[i] = f(x, i);</c>.
/// None of the stores is certain by itself, but no way through the kernel avoids them all.
/// </summary>
/// <param name="kernel">The kernel.</param>
/// <param name="flow">Its flow of control.</param>
internal sealed class JointWrites(KernelModel kernel, FlowAnalysis flow)
{
    /// <summary>Makes the stores that together are certain definite, each without its conditions.</summary>
    /// <param name="accesses">The accesses, each with its block.</param>
    /// <returns>The accesses, in the same order.</returns>
    public IReadOnlyList<PlanAccess> Join(IReadOnlyList<(int Block, PlanAccess Access)> accesses)
    {
        HashSet<PlanAccess> joint = [];
        foreach (IGrouping<(int, PlanExpression), (int Block, PlanAccess Access)> store in accesses
            .Where(a => IsStore(a.Access))
            .GroupBy(static a => (a.Access.Parameter, a.Access.Index)))
        {
            if (store.Any(static a => !a.Access.Definite || a.Access.Conditions.Count > 0) && !CanAvoid([.. store.Select(static a => a.Block)]))
            {
                joint.UnionWith(store.Select(static a => a.Access));
            }
        }

        return
        [
            .. accesses.Select(a => joint.Contains(a.Access)
                ? a.Access with { Definite = true, Conditions = EquatableArray<PlanCondition>.Empty, IsJoint = true }
                : a.Access),
        ];
    }

    // A store of a whole element that depends on nothing but the work item.
    private bool IsStore(PlanAccess access) =>
        kernel.Body.Sites[access.Site].Kind == SiteKind.Write
        && !PlanAlgebra.IsUncertain(access.Index)
        && !access.Index.Any(static part => part is PlanLoopValue or PlanCarried);

    private bool CanAvoid(HashSet<int> blocks)
    {
        Stack<int> open = new([0]);
        HashSet<int> seen = [];
        while (open.Count > 0)
        {
            int block = open.Pop();
            if (blocks.Contains(block) || !seen.Add(block))
            {
                continue;
            }

            if (flow.Graph.Successors(block).Count == 0)
            {
                return true;
            }

            foreach (int next in flow.Graph.Successors(block))
            {
                open.Push(next);
            }
        }

        return false;
    }
}
