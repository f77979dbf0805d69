using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Memory;
using HmmGen.Paging;
using HmmGen.Paging.Eviction;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>The pages of one region that a chunk touches, over all parameters that lie in the region.</summary>
/// <param name="Mirror">The region's mirror on the device.</param>
/// <param name="Touched">The pages that the plan names: the chunk may touch them.</param>
/// <param name="Written">The pages that the chunk may write.</param>
/// <param name="MayIsMust">Whether the chunk must touch every page that the plan names.</param>
internal sealed record MirrorPlan(RegionMirror Mirror, PageRuns Touched, PageRuns Written, bool MayIsMust)
{
    /// <summary>
    /// Plans each region of a launch. Of a parameter of which not every access is known, the pages of the others are planned.
    /// </summary>
    /// <param name="binding">The launch's memory.</param>
    /// <param name="mirrors">The mirrors of the regions.</param>
    /// <param name="plan">The chunk's plan.</param>
    /// <returns>One plan for each region.</returns>
    public static MirrorPlan[] Of(LaunchBinding binding, IReadOnlyList<RegionMirror> mirrors, AccessPlan plan)
    {
        MirrorPlan[] plans = new MirrorPlan[mirrors.Count];
        for (int i = 0; i < plans.Length; i++)
        {
            RegionMirror mirror = mirrors[i];
            PageRuns touched = PageRuns.Empty;
            PageRuns written = PageRuns.Empty;
            bool exact = true;
            for (int p = 0; p < binding.Buffers.Length; p++)
            {
                LaunchBuffer buffer = binding.Buffers[p];
                if (buffer.Region == mirror.Region)
                {
                    int shift = buffer.ShiftIn(mirror.Geometry);
                    touched = touched.Union(plan.Parameters[p].MayPages(buffer.Start, shift));
                    written = written.Union(plan.Parameters[p].WrittenPages(buffer.Start, shift));
                    exact &= plan.Parameters[p].MayIsMust;
                }
            }

            plans[i] = new MirrorPlan(mirror, touched, written, exact);
        }

        return plans;
    }

    /// <summary>Counts the frames of the touched pages of all regions.</summary>
    /// <param name="plans">The regions' plans.</param>
    /// <returns>The number of frames.</returns>
    public static long Frames(MirrorPlan[] plans)
    {
        long frames = 0;
        foreach (MirrorPlan plan in plans)
        {
            frames += plan.Touched.Count * plan.Mirror.Geometry.Frames;
        }

        return frames;
    }

    /// <summary>Counts the frames of those touched pages that are not on the device.</summary>
    /// <param name="plans">The regions' plans. Their pages fit, so that looking at each of them costs little beside bringing them.</param>
    /// <returns>The number of frames that they need.</returns>
    public static long MissingFrames(MirrorPlan[] plans)
    {
        long frames = 0;
        foreach (MirrorPlan plan in plans)
        {
            if (plan.Mirror.ResidentPages == plan.Mirror.PageCount)
            {
                continue;
            }

            foreach (PageRun run in plan.Touched)
            {
                foreach (int entry in plan.Mirror.Entries(run.First, (int)run.Count))
                {
                    frames += (entry & PageEntry.Readable) == 0 ? plan.Mirror.Geometry.Frames : 0;
                }
            }
        }

        return frames;
    }

    /// <summary>The pages of a region that a chunk must write.</summary>
    /// <param name="binding">The launch's memory.</param>
    /// <param name="mirror">The region.</param>
    /// <param name="plan">The chunk's plan.</param>
    /// <returns>The pages.</returns>
    public static PageRuns MustBeWritten(LaunchBinding binding, RegionMirror mirror, AccessPlan plan)
    {
        PageRuns written = PageRuns.Empty;
        for (int p = 0; p < binding.Buffers.Length; p++)
        {
            if (binding.Buffers[p] is var buffer && buffer.Region == mirror.Region)
            {
                written = written.Union(plan.Parameters[p].MustBeWrittenPages(buffer.Start, buffer.ShiftIn(mirror.Geometry)));
            }
        }

        return written;
    }

    /// <summary>The pages as eviction sees them. Regions that are written come first: to keep a page that is written saves a copy home too.</summary>
    /// <param name="plans">The regions' plans.</param>
    /// <param name="covered">The pages of a region, by its number, that are overwritten.</param>
    /// <param name="goHome">Whether those go home in any case before they are overwritten, so that it saves nothing to keep them.</param>
    /// <returns>The pages of each region.</returns>
    public static ForeseenPages[] Foreseen(MirrorPlan[] plans, Func<int, PageRuns> covered, bool goHome)
        => [.. plans
            .Select((plan, number) => (Plan: plan, Covered: plan.Touched.Intersect(covered(number))))
            .OrderBy(static region => region.Plan.Written.IsEmpty)
            .Select(region => new ForeseenPages(
                region.Plan.Mirror, goHome ? region.Plan.Touched.Except(region.Covered) : region.Plan.Touched, region.Covered, !region.Plan.Written.IsEmpty))];

    /// <summary>The pages that the whole launch must write as a whole, in memory of the caller.</summary>
    /// <param name="binding">The launch's memory.</param>
    /// <param name="mirror">The region.</param>
    /// <param name="plan">The launch's plan.</param>
    /// <returns>The pages; null for a region of a space.</returns>
    public static PageRuns? Whole(LaunchBinding binding, RegionMirror mirror, AccessPlan plan)
    {
        PageRuns? whole = null;
        for (int p = 0; p < binding.Buffers.Length; p++)
        {
            if (binding.Buffers[p] is { IsTransient: true } buffer && buffer.Region == mirror.Region)
            {
                PageRuns own = plan.Parameters[p].WhollyWrittenPages(buffer.Start, buffer.ShiftIn(mirror.Geometry), buffer.RegionLength, buffer.IsOfNumbers);
                whole = whole?.Union(own) ?? own;
            }
        }

        return whole;
    }

    /// <summary>The pages that the whole launch must overwrite and does not read. Their contents need not be brought.</summary>
    /// <param name="descriptor">The kernel.</param>
    /// <param name="binding">The launch's memory.</param>
    /// <param name="mirror">The region.</param>
    /// <param name="plan">The launch's plan.</param>
    /// <returns>The pages.</returns>
    public static PageRuns Covered(KernelDescriptor descriptor, LaunchBinding binding, RegionMirror mirror, AccessPlan plan)
    {
        PageRuns covered = PageRuns.Empty;
        PageRuns read = PageRuns.Empty;
        for (int p = 0; p < binding.Buffers.Length; p++)
        {
            LaunchBuffer buffer = binding.Buffers[p];
            if (buffer.Region != mirror.Region)
            {
                continue;
            }

            if (!plan.Parameters[p].MayIsKnown)
            {
                return PageRuns.Empty;
            }

            int shift = buffer.ShiftIn(mirror.Geometry);
            PageRuns own = descriptor.Parameters[p].Writes
                ? plan.Parameters[p].CoveredPages(buffer.Start, shift, buffer.RegionLength)
                : PageRuns.Empty;
            covered = covered.Union(own);
            read = read.Union(plan.Parameters[p].ReadPages(buffer.Start, shift).Except(own));
        }

        return covered.Except(read);
    }
}
