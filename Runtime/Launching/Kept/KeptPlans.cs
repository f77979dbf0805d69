using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Memory;
using HmmGen.Planning;

namespace HmmGen.Launching.Kept;

/// <summary>The plans of the last launches of a kernel, whatever the device. They know no array. Thread safe.</summary>
/// <typeparam name="TKernel">The generated kernel.</typeparam>
/// <typeparam name="TArguments">Its arguments.</typeparam>
internal static class KeptPlans<TKernel, TArguments>
    where TKernel : struct, IHmmKernel<TArguments>
    where TArguments : unmanaged
{
    private static readonly RecentItems<KeptPlan<TArguments>> Plans = new();

    /// <summary>Finds the plan of a launch.</summary>
    /// <param name="descriptor">The kernel.</param>
    /// <param name="arguments">The scalar arguments.</param>
    /// <param name="box">The work items.</param>
    /// <param name="buffers">The buffers.</param>
    /// <returns>The plan; null when it was not kept.</returns>
    public static AccessPlan? Find(KernelDescriptor descriptor, in TArguments arguments, WorkBox box, ReadOnlySpan<LaunchBuffer> buffers)
    {
        foreach (KeptPlan<TArguments>? plan in Plans.All)
        {
            if (plan is not null && plan.IsOf(descriptor, arguments, box, buffers))
            {
                return plan.Plan;
            }
        }

        return null;
    }

    /// <summary>Keeps the plan of a launch.</summary>
    /// <param name="descriptor">The kernel.</param>
    /// <param name="arguments">The scalar arguments.</param>
    /// <param name="box">The work items.</param>
    /// <param name="buffers">The buffers.</param>
    /// <param name="plan">The plan.</param>
    /// <returns>The plan.</returns>
    public static AccessPlan Keep(
        KernelDescriptor descriptor, in TArguments arguments, WorkBox box, ReadOnlySpan<LaunchBuffer> buffers, AccessPlan plan)
    {
        Plans.Add(new KeptPlan<TArguments>(descriptor, arguments, box, buffers, plan));
        return plan;
    }
}
