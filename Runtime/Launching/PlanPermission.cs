using HmmGen.Base;
using HmmGen.Memory;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>Compares the accesses of a plan with the protection of the memory.</summary>
internal static class PlanPermission
{
    /// <summary>Whether the protection permits every access that a launch may make.</summary>
    /// <param name="binding">The launch's memory.</param>
    /// <param name="plan">Its plan.</param>
    /// <returns>False when the protection may forbid an access.</returns>
    public static bool AllowsMay(LaunchBinding binding, AccessPlan plan)
    {
        for (int i = 0; i < binding.Buffers.Length; i++)
        {
            LaunchBuffer buffer = binding.Buffers[i];
            if (buffer.Region is { } region && !AllowsMay(region, buffer, plan.Parameters[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether every element of a launch's buffers permits the access that its parameter declares: read, or read and write.</summary>
    /// <param name="binding">The launch's memory.</param>
    /// <param name="descriptor">The kernel.</param>
    /// <returns>False when the protection may forbid an access.</returns>
    public static bool IsUnprotected(LaunchBinding binding, Kernels.KernelDescriptor descriptor)
    {
        for (int i = 0; i < binding.Buffers.Length; i++)
        {
            LaunchBuffer buffer = binding.Buffers[i];
            HmmProtection needed = descriptor.Parameters[i].Writes ? HmmProtection.ReadWrite : HmmProtection.ReadOnly;
            if (buffer.Region?.FirstForbidden(buffer.FirstUnit, buffer.UnitCount, needed) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    private static bool AllowsMay(MemoryRegion region, LaunchBuffer buffer, ParameterPlan plan)
    {
        // The smallest pages are used, since each of them may have its own protection.
        PageGeometry pages = PageGeometry.Of(region.UnitSize, PageGeometry.BasePageSize);
        int shift = buffer.ShiftIn(pages);
        return region.FirstForbidden(buffer.FirstUnit, buffer.UnitCount, HmmProtection.ReadWrite) < 0
            || (plan.MayIsKnown
                && Allows(region, pages.Shift, plan.MayPages(buffer.Start, shift), HmmProtection.ReadOnly)
                && Allows(region, pages.Shift, plan.WrittenPages(buffer.Start, shift), HmmProtection.ReadWrite));
    }

    private static bool Allows(MemoryRegion region, int shift, PageRuns pages, HmmProtection needed)
    {
        foreach (PageRun run in pages)
        {
            long first = run.First << shift;
            if (region.FirstForbidden(first, Math.Min(region.Length, run.End << shift) - first, needed) >= 0)
            {
                return false;
            }
        }

        return true;
    }
}
