using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Scouting;

/// <summary>Derives a kernel's scout: the code that finds out which elements the kernel touches, where the plan cannot know.</summary>
/// <remarks>
/// A kernel has no scout if its plan knows all indices, if addresses or control depend on what the kernel itself writes, or if it follows pointers. Such a chain
/// of loads takes a round for each of its links.
/// </remarks>
internal static class ScoutLowering
{
    /// <summary>The most times that marks leave loops. Each time, loads may become needless that only those loops needed.</summary>
    private const int MostPasses = 3;

    /// <summary>Lowers a kernel to its scout.</summary>
    /// <param name="kernel">The kernel, named and lowered.</param>
    /// <param name="plan">Its plan.</param>
    /// <returns>The scout; null for none.</returns>
    public static ScoutModel? Lower(KernelModel kernel, PlanModel plan)
    {
        int[] marked = [.. plan.Accesses.Where(static access => access.Index is PlanUnknown).Select(static access => access.Parameter).Distinct().OrderBy(static p => p)];
        if (marked.Length == 0)
        {
            return null;
        }

        FlowAnalysis flow = new(kernel.Body.Blocks);
        if (!flow.Loops.IsReducible || !flow.Control.IsComplete)
        {
            return null;
        }

        BodyUses uses = new(kernel.Body);
        ScoutSlice slice = new(kernel, flow, uses, [.. marked], []);
        for (int pass = 0; pass < MostPasses && slice.IsExact; pass++)
        {
            IReadOnlyList<LoopMarks> hoisted = new LoopMarksFinder(kernel, flow, uses, slice).FindAll();
            if (hoisted.Sum(static marks => marks.Places.Count) == slice.HoistedCount)
            {
                break;
            }

            slice = new ScoutSlice(kernel, flow, uses, [.. marked], hoisted);
        }

        if (!slice.IsExact || slice.FollowsPointers)
        {
            return null;
        }

        KernelBody body = ScoutBody.Of(kernel.Body, flow, slice);
        KernelBody? rows = RowMarks.Of(body, kernel.Indices.Count);
        return new ScoutModel(rows ?? body, marked.ToEquatable(), slice.Loaded.OrderBy(static p => p).ToEquatable(), OfRows: rows is not null);
    }
}
