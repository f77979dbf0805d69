using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>
/// Finds elements that every work item overwrites in every case of its conditions: <c>if (border) y[i] = 0; else y[i] = f(x, i);</c>.
/// Each store alone is only may, but no way through the kernel avoids them all.
/// </summary>
/// <param name="kernel">The kernel.</param>
/// <param name="flow">Its flow of control.</param>
internal sealed class JointWrites(KernelModel kernel, FlowAnalysis flow)
{
    private readonly int[] _seen = new int[flow.Graph.Count];
    private readonly Stack<int> _open = new();
    private int _walk;

    /// <summary>Marks stores that together must happen as must, each without its conditions.</summary>
    /// <param name="accesses">The accesses, each with its block.</param>
    /// <returns>The accesses, in the same order.</returns>
    public IReadOnlyList<PlanAccess> Join(IReadOnlyList<(int Block, PlanAccess Access)> accesses)
    {
        HashSet<int> joint = [];
        foreach (IGrouping<(int, PlanExpression), int> store in Enumerable.Range(0, accesses.Count)
            .Where(at => IsStore(accesses[at].Access))
            .GroupBy(at => (accesses[at].Access.Parameter, accesses[at].Access.Index)))
        {
            if (store.Any(at => !accesses[at].Access.IsMust || accesses[at].Access.Conditions.Count > 0)
                && !CanAvoid(store.Select(at => accesses[at].Block)))
            {
                joint.UnionWith(store);
            }
        }

        return
        [
            .. accesses.Select((a, at) => joint.Contains(at)
                ? a.Access with { IsMust = true, Conditions = EquatableArray<PlanCondition>.Empty, IsJoint = true }
                : a.Access),
        ];
    }

    // A store of a whole element whose index depends only on the work item.
    private bool IsStore(PlanAccess access) =>
        kernel.Body.Sites[access.Site].Kind == SiteKind.Write
        && !access.IsCase
        && !access.Index.Has(PlanTraits.Unknown | PlanTraits.LoopValue | PlanTraits.Carried);

    // Each walk marks the visited blocks with its own number, so that no walk has to clear marks.
    private bool CanAvoid(IEnumerable<int> blocks)
    {
        _walk++;
        foreach (int block in blocks)
        {
            _seen[block] = _walk;
        }

        _open.Clear();
        Reach(0);
        while (_open.Count > 0)
        {
            int block = _open.Pop();
            if (flow.Graph.Successors(block).Count == 0)
            {
                return true;
            }

            foreach (int next in flow.Graph.Successors(block))
            {
                Reach(next);
            }
        }

        return false;
    }

    private void Reach(int block)
    {
        if (_seen[block] != _walk)
        {
            _seen[block] = _walk;
            _open.Push(block);
        }
    }
}
