using HmmGen.Base;
using HmmGen.Planning;
using HmmGen.Planning.Steps;
using HmmGen.Tool.Assemblies;

namespace HmmGen.Tool.Explanation;

/// <summary>Takes a kernel's access plan from its generated code, as a launch does.</summary>
internal static class PlanTextReader
{
    /// <summary>Reads the plan.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The plan's steps; null when the kernel's plan is empty.</returns>
    public static PlanSteps? Read(AppKernel kernel)
    {
        // Nothing runs: the launch has no work items. Its arguments are zeros.
        LaunchPlan launch = new(kernel.Descriptor, new int[kernel.Descriptor.Parameters.Count], new WorkBox(0, 0, 0, 0, 0, 0));
        kernel.Type.GetMethod("Plan")!.Invoke(null, [launch, Activator.CreateInstance(kernel.Arguments)]);
        return kernel.Descriptor.Plan as PlanSteps;
    }
}
