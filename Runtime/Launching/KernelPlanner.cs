using System.Diagnostics;
using HmmGen.Base;
using HmmGen.Memory;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>Evaluates the access plan of a kernel for boxes of work items.</summary>
/// <typeparam name="TKernel">The generated kernel.</typeparam>
/// <typeparam name="TArguments">Its arguments.</typeparam>
internal static class KernelPlanner<TKernel, TArguments>
    where TKernel : struct, IHmmKernel<TArguments>
    where TArguments : unmanaged
{
    /// <summary>The plan of a whole launch.</summary>
    /// <param name="counters">Where the time is counted.</param>
    /// <param name="extent">The work items.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="buffers">The buffers.</param>
    /// <returns>The plan.</returns>
    public static AccessPlan Whole(LaunchCounters counters, HmmExtent extent, TArguments arguments, ReadOnlySpan<LaunchBuffer> buffers)
    {
        int[] lengths = new int[buffers.Length];
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = (int)buffers[i].Length;
        }

        return Of(counters, WorkBox.Of(extent), arguments, lengths);
    }

    /// <summary>The plan of some work items.</summary>
    /// <param name="counters">Where the time is counted.</param>
    /// <param name="box">The work items.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="lengths">The number of elements of each span parameter.</param>
    /// <returns>The plan.</returns>
    public static AccessPlan Of(LaunchCounters counters, PlanBox box, TArguments arguments, ReadOnlySpan<int> lengths)
    {
        long started = Stopwatch.GetTimestamp();
        LaunchPlan plan = new(TKernel.Descriptor, lengths, box);
        TKernel.Plan(plan, arguments);
        AccessPlan complete = plan.Complete();
        counters.Add(Counter.PlanningTime, Stopwatch.GetElapsedTime(started));
        return complete;
    }
}
