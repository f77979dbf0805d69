using HmmGen.Base;
using HmmGen.Memory;
using HmmGen.Paging;

namespace HmmGen.Launching.Scouting;

/// <summary>
/// What is known of the indices of a whole launch: all are in bounds, and a scout has named their pages. It holds for an equal launch as long as the elements
/// that the scout loads are the same on the device.
/// </summary>
/// <remarks>
/// These elements are the same if their pages are there, none of the region's pages has come since, and no launch since could write the region
/// (<see cref="RegionMirror.Version"/>). A write by the host or by another device takes the page away, and it would have to come again.
/// </remarks>
internal sealed class KeptScout
{
    private readonly byte[] _scalars;
    private readonly WorkBox _box;
    private readonly Place[] _places;
    private readonly RegionMirror[] _mirrors;
    private readonly (RegionMirror Mirror, long Version, PageRuns Pages)[] _loaded;

    /// <summary>Keeps what a scout found. Its pages are on the device.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="mirrors">The mirrors of its regions.</param>
    /// <param name="wanted">The pages that it touches.</param>
    public KeptScout(Launch launch, RegionMirror[] mirrors, MirrorPlan[] wanted)
    {
        _scalars = launch.Kernel.Scalars.ToArray();
        _box = launch.Box;
        _places = PlacesOf(launch, mirrors);
        _mirrors = mirrors;
        Wanted = wanted;
        _loaded = [.. Loaded(launch, wanted)];
    }

    /// <summary>What a launch has proven that checked each index, with all pages there: its scout did not run.</summary>
    /// <param name="launch">The launch, which has met no error and of which a proof is possible (<see cref="IndexProof"/>).</param>
    /// <param name="pages">Its pages.</param>
    /// <returns>What is known.</returns>
    public static KeptScout OfChecked(Launch launch, LaunchPages pages)
    {
        MirrorPlan[] plans = pages.PlanOf(launch.Plan);
        foreach ((RegionMirror mirror, PageRun under, _) in UnplannedPages.Of(launch, pages.Mirrors))
        {
            int number = Array.IndexOf(pages.Mirrors, mirror);
            plans[number] = plans[number] with { Touched = plans[number].Touched.Union(PageRuns.Of(under.First, under.Count)) };
        }

        return new KeptScout(launch, pages.Mirrors, plans) { NamesPages = false };
    }

    /// <summary>The pages that the launch touches, or, where no scout has named them, all that it may touch.</summary>
    public MirrorPlan[] Wanted { get; }

    /// <summary>Whether a scout has named the pages.</summary>
    public bool NamesPages { get; private init; } = true;

    /// <summary>Whether it holds for a launch.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="mirrors">The mirrors of its regions.</param>
    /// <returns>True when it does.</returns>
    public bool HoldsFor(Launch launch, RegionMirror[] mirrors)
        => launch.Box == _box
            && launch.Kernel.Scalars.SequenceEqual(_scalars)
            && mirrors.AsSpan().SequenceEqual(_mirrors)
            && PlacesOf(launch, mirrors).AsSpan().SequenceEqual(_places)
            && Array.TrueForAll(_loaded, static loaded => loaded.Mirror.Version == loaded.Version && IsThere(loaded.Mirror, loaded.Pages));

    /// <summary>The version of a region's elements that the scout loaded.</summary>
    /// <param name="mirror">The region's mirror.</param>
    /// <returns>The version; null when the scout loaded none of them.</returns>
    public long? VersionOf(RegionMirror mirror)
    {
        foreach ((RegionMirror of, long version, _) in _loaded)
        {
            if (of == mirror)
            {
                return version;
            }
        }

        return null;
    }

    private static IEnumerable<(RegionMirror Mirror, long Version, PageRuns Pages)> Loaded(Launch launch, MirrorPlan[] wanted)
    {
        foreach (MirrorPlan plan in wanted)
        {
            PageRunsBuilder under = new();
            for (int i = 0; i < launch.Binding.Buffers.Length; i++)
            {
                LaunchBuffer buffer = launch.Binding.Buffers[i];
                if (buffer.Region == plan.Mirror.Region && launch.Descriptor.Scout!.Loads[i])
                {
                    PageRun run = plan.Mirror.PagesUnder(buffer.FirstUnit, buffer.UnitCount);
                    under.Add(run.First, run.End - 1);
                }
            }

            PageRuns loads = under.Build();
            if (!loads.IsEmpty)
            {
                yield return (plan.Mirror, plan.Mirror.Version, plan.Touched.Intersect(loads));
            }
        }
    }

    private static bool IsThere(RegionMirror mirror, PageRuns pages)
    {
        foreach (PageRun run in pages)
        {
            if (!mirror.Has(run, owned: false))
            {
                return false;
            }
        }

        return true;
    }

    // A mirror does not keep its region alive, and neither must this.
    private static Place[] PlacesOf(Launch launch, RegionMirror[] mirrors)
        => Array.ConvertAll(
            launch.Binding.Buffers.ToArray(),
            buffer => new Place(Array.FindIndex(mirrors, mirror => mirror.Region == buffer.Region), buffer.Start, buffer.Length, buffer.ElementSize));

    private readonly record struct Place(int Mirror, long Start, long Length, int ElementSize);
}
