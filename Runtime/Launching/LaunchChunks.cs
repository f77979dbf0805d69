using HmmGen.Base;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>Cuts a launch into chunks. A chunk is direct if the plan names its pages and they fit, and resumable otherwise.</summary>
/// <param name="launch">The launch.</param>
/// <param name="pages">Its pages.</param>
/// <param name="limits">How large chunks may be.</param>
/// <param name="future">Is told of the parts that have not run yet.</param>
/// <param name="mayRunDirect">Whether a chunk may be direct.</param>
internal sealed class LaunchChunks(Launch launch, LaunchPages pages, LaunchLimits limits, LaunchFuture? future, bool mayRunDirect)
{
    /// <summary>The fewest items of a direct chunk that is cut to fit the budget. Below it the resumable variant is faster.</summary>
    public const long SmallestDirect = 16;

    /// <summary>The chunks of the launch. Each chunk is cut after the chunk before it has run, by the limits of that moment.</summary>
    /// <returns>The chunks, in order.</returns>
    public IEnumerable<LaunchChunk> All()
    {
        WorkBox box = launch.Box;
        if (!mayRunDirect)
        {
            return Resumable(box);
        }

        bool isSmall = box.Count <= limits.DirectChunk;
        if (isSmall && (pages.Residency.IsLinear || pages.Fits(launch.Plan)))
        {
            return [new LaunchChunk(box, launch.Plan, Direct: true)];
        }

        if (pages.Residency.IsLinear)
        {
            return box.Pieces(() => limits.DirectChunk).Select(part => new LaunchChunk(part, launch.PlanOf(part), Direct: true));
        }

        // If the pages of so few items do not fit, direct chunks are of no use for the launch.
        WorkBox corner = box;
        while (corner.Count > SmallestDirect)
        {
            corner = corner.Halve().Before;
        }

        return pages.Fits(launch.PlanOf(corner)) ? Fitting(box) : Resumable(box);
    }

    /// <summary>Cuts work items into resumable chunks.</summary>
    /// <param name="box">The work items.</param>
    /// <returns>The chunks, in order.</returns>
    public IEnumerable<LaunchChunk> Resumable(WorkBox box)
        => box.Pieces(() => limits.ResumableChunk).Select(part => new LaunchChunk(part, launch.PlanOf(part), Direct: false));

    /// <summary>Cuts work items into chunks that fit. What is still to come is known at each moment.</summary>
    private IEnumerable<LaunchChunk> Fitting(WorkBox box)
    {
        LaunchPart whole = new(launch, pages.Mirrors, box);
        ChunkShare share = new(pages.Memory.Capacity);
        bool fits = pages.Fits(whole.Plan);
        Stack<LaunchPart> rest = future?.Rest ?? [];
        rest.Push(whole);
        while (rest.TryPop(out LaunchPart? next))
        {
            if (next.Box.Count <= limits.DirectChunk && pages.Fits(next.Plan) && (fits || !share.ShouldCut(next)))
            {
                yield return new LaunchChunk(next.Box, next.Plan, Direct: true);
            }
            else if (next.Box.Count <= Math.Min(SmallestDirect, Math.Min(limits.DirectChunk, limits.ResumableChunk)))
            {
                yield return new LaunchChunk(next.Box, next.Plan, Direct: false);
            }
            else
            {
                (LaunchPart before, LaunchPart after) = next.Halves;
                rest.Push(after);
                rest.Push(before);
            }
        }
    }
}
