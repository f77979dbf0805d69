using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Memory;
using HmmGen.Paging;

namespace HmmGen.Launching.Scouting;

/// <summary>Decides whether a launch uses its kernel's scout.</summary>
internal static class ScoutChoice
{
    /// <summary>The pages up to which marks are cheap, whatever the launch does: 4 GiB of memory.</summary>
    private const long CheapPages = 1 << 20;

    /// <summary>The most pages for each work item. All marks are cleared and read, so a few items over huge regions do better with faults.</summary>
    private const long PagesOfItem = 64;

    /// <summary>Whether the scout finds all pages that the plan does not name, and what it loads stays the same until the launch ends.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="pages">Its pages.</param>
    /// <returns>False when the launch goes on without a scout.</returns>
    public static bool IsFor(Launch launch, LaunchPages pages)
    {
        if (launch.Device.Options.Testing is not { Variant: HmmKernelVariants.Auto, Prefetch: true, FaultAtEveryAccess: false, Scouts: true }
            || launch.Descriptor.Scout is not { } scout || launch.Plan.MayIsKnown)
        {
            return false;
        }

        long marked = 0;
        for (int i = 0; i < launch.Binding.Buffers.Length; i++)
        {
            LaunchBuffer buffer = launch.Binding.Buffers[i];
            if (!launch.Plan.Parameters[i].MayIsKnown && !scout.Marks[i])
            {
                return false;
            }

            if (buffer.Region is not null)
            {
                marked += PagesOf(buffer, pages).Count;
                if (scout.Loads[i] && IsWritten(launch, pages, buffer))
                {
                    return false;
                }
            }
        }

        if (pages.HasUnplanned)
        {
            // Everything is there already. What was found before still proves that no index has to be checked.
            return launch.Device.Scouts.Of(launch.Descriptor)?.HoldsFor(launch, pages.Mirrors) == true;
        }

        return marked <= Math.Max(CheapPages, launch.Box.Count * PagesOfItem) && scout.IsWorthwhile();
    }

    /// <summary>Whether the kernel may write a page of the buffer, through any parameter. Elements that nobody writes may share a page with others.</summary>
    private static bool IsWritten(Launch launch, LaunchPages pages, LaunchBuffer buffer)
    {
        PageRun loaded = PagesOf(buffer, pages);
        for (int i = 0; i < launch.Binding.Buffers.Length; i++)
        {
            LaunchBuffer other = launch.Binding.Buffers[i];
            if (launch.Descriptor.Parameters[i].Writes && other.Region == buffer.Region
                && PagesOf(other, pages) is PageRun written && written.First < loaded.End && loaded.First < written.End)
            {
                return true;
            }
        }

        return false;
    }

    private static PageRun PagesOf(LaunchBuffer buffer, LaunchPages pages)
        => RegionMirror.Of(buffer.Region!, pages.Mirrors).PagesUnder(buffer.FirstUnit, buffer.UnitCount);
}
