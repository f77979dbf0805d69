using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Ranges;

/// <summary>
/// Tests indices before innermost counted loops, for memory that checks them (<see cref="TestsLoopsExpression"/>). Only in kernels with an access that no plan
/// names: of the others a launch proves all accesses before it runs.
/// </summary>
internal static class RangePass
{
    // A copy of a longer loop gains less than its text costs.
    private const int MostInstructions = 48;

    /// <summary>Tests what can be tested.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="plan">Its plan.</param>
    /// <returns>The kernel, which does the same.</returns>
    public static KernelModel Run(KernelModel kernel, PlanModel plan)
        => plan.Accesses.Any(static access => access.Index is PlanUnknown) ? kernel with { Body = Run(kernel.Body) } : kernel;

    /// <summary>Tests what can be tested in a body.</summary>
    /// <param name="body">The body.</param>
    /// <returns>The body with tests and copies of loops.</returns>
    public static KernelBody Run(KernelBody body)
    {
        FlowAnalysis flow = new(body.Blocks);
        if (!flow.Loops.IsReducible)
        {
            return body;
        }

        TestedLoop[] loops = [.. flow.Loops.Loops.Where(flow.Loops.IsInnermost).Select(loop => Test(body, flow, loop)).OfType<TestedLoop>()];
        return loops.Length == 0 ? body : LoopCopies.Make(body, loops);
    }

    private static TestedLoop? Test(KernelBody body, FlowAnalysis flow, NaturalLoop loop)
    {
        if (loop.Header == 0 || loop.Blocks.Sum(block => body.Blocks[block].Instructions.Count) > MostInstructions)
        {
            return null;
        }

        LoopValues values = new(body, flow, loop);
        IReadOnlyList<HeaderLoad> loads = HeaderLoad.Find(body, values);
        if (CountedLoop.Find(body, values) is not { } counted)
        {
            return null;
        }

        IndexTests tests = new(counted);
        IReadOnlyCollection<(int Block, int Position)> proven = tests.Prove(body, flow, [.. loads.Select(static load => load.Position)]);
        return proven.Count == 0 ? null : new TestedLoop(loop, loads, tests.Condition(), proven);
    }
}
