using HmmGen.Base;
using HmmGen.Launching.Ahead;
using HmmGen.Launching.Shapes;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>Cuts a launch into chunks. A chunk is direct if the plan names its pages and they fit, and resumable otherwise.</summary>
/// <param name="launch">The launch.</param>
/// <param name="pages">Its pages.</param>
/// <param name="limits">How large chunks may be.</param>
/// <param name="future">Is told of the parts that have not run yet.</param>
/// <param name="mayRunDirect">Whether a chunk may be direct.</param>
/// <param name="leavesBehind">Whether pages of the launch are to leave behind each chunk, although the launch may fit.</param>
internal sealed class LaunchChunks(Launch launch, LaunchPages pages, LaunchLimits limits, LaunchFuture? future, bool mayRunDirect, bool leavesBehind)
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
        if (isSmall && (pages.Residency.IsLinear || (pages.Fits(launch.Plan) && !leavesBehind)))
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

        if (!pages.Fits(launch.PlanOf(corner)))
        {
            return Resumable(box);
        }

        // The lowest of several items that fail must be the first to run. So only a launch in which none can fail is cut in another order.
        IEnumerable<WorkBox>? shaped = !leavesBehind && launch.Plan.InBounds && !launch.GuardsMayFail && launch.Device.Options.Testing.Shapes
            ? Shaped(box)
            : null;
        return shaped is not null ? Fitting(shaped.Reverse(), mayShare: false) : Fitting([box], mayShare: true);
    }

    /// <summary>Cuts the launch into the shape that moves the fewest bytes. Null where rows do.</summary>
    private IEnumerable<WorkBox>? Shaped(WorkBox box)
    {
        int rank = launch.Descriptor.Rank;
        if (rank > 1)
        {
            return ShapeSearch.Find(box, rank, pages.Memory.Capacity, PagesOf)?.All(box);
        }

        // The rows of a tile are pieces of one chunk, and pieces address their pages by windows.
        return launch.Plan.Divisors.Count > 0 && launch.Device.Options.Testing.Windows
            ? TileSearch.Find(box, launch.Plan.Divisors, pages.Memory.Capacity, PagesOf)?.All()
            : null;
    }

    private MirrorPlan[] PagesOf(WorkBox box) => pages.PlanOf(launch.PlanOf(box));

    /// <summary>Cuts work items into resumable chunks.</summary>
    /// <param name="box">The work items.</param>
    /// <returns>The chunks, in order.</returns>
    public IEnumerable<LaunchChunk> Resumable(WorkBox box)
        => box.Pieces(() => limits.ResumableChunk).Select(part => new LaunchChunk(part, launch.PlanOf(part), Direct: false));

    /// <summary>Cuts the launch into chunks whose pages a scout finds.</summary>
    /// <returns>The chunks, in order.</returns>
    public IEnumerable<LaunchChunk> Scouted()
        => launch.Box.Pieces(() => limits.DirectChunk).Select(part => new LaunchChunk(part, launch.PlanOf(part), Direct: false));

    /// <summary>Cuts work items into chunks that fit. What is still to come is known at each moment.</summary>
    /// <param name="boxes">The work items, the last ones first.</param>
    /// <param name="mayShare">Whether a chunk that fits may be cut so that others' pages stay. The boxes of a shape leave what they share as they are.</param>
    private IEnumerable<LaunchChunk> Fitting(IEnumerable<WorkBox> boxes, bool mayShare)
    {
        long wanted = mayShare ? pages.FramesOf(launch.Plan) : 0;
        ChunkShare? share = wanted > pages.Memory.Capacity || leavesBehind ? new(pages.Memory.Capacity, wanted, LaunchAhead.IsFor(launch, pages) ? 2 : 1) : null;
        Stack<LaunchPart> rest = future?.Rest ?? [];
        foreach (WorkBox box in boxes)
        {
            rest.Push(new LaunchPart(launch, pages, box));
        }

        while (rest.TryPop(out LaunchPart? next))
        {
            if (next.Box.Count <= limits.DirectChunk && pages.Fits(next.Plan) && share?.ShouldCut(next) != true)
            {
                yield return new LaunchChunk(next.Box, next.Plan, Direct: true);
            }
            else if (next.Box.Count <= Math.Min(SmallestDirect, Math.Min(limits.DirectChunk, limits.ResumableChunk)))
            {
                foreach (LaunchChunk chunk in Resumable(next.Box))
                {
                    yield return chunk;
                }
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
