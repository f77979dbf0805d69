using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Memory;
using HmmGen.Paging;
using HmmGen.Paging.Eviction;

namespace HmmGen.Launching;

/// <summary>
/// Remembers which launch followed which on a device. Programs repeat themselves: what followed a launch the last time mostly follows it again. Launches are
/// alike if kernel, work items and buffers are the same; other arguments may differ.
/// </summary>
/// <remarks>
/// A wrong guess costs copies and never a result. Of a launch whose plan does not name all pages, those that it names are remembered. Nothing is remembered
/// while the device can hold all regions. Used under the launch lock.
/// </remarks>
internal sealed class LaunchHistory
{
    /// <summary>The most launches that are remembered. With more, all are forgotten.</summary>
    private const int Most = 256;

    /// <summary>How many launches are foreseen. Farther ones hardly matter, since the pages of these fill the device.</summary>
    private const int Ahead = 8;

    /// <summary>A launch that fills less of the device than this share looks for nothing ahead: choosing would cost more than its copies.</summary>
    private const int SmallestShare = 16;

    private readonly Dictionary<Key, RememberedLaunch> _launches = [];
    private RememberedLaunch? _last;

    /// <summary>Remembers a launch that begins on a device that cannot hold all regions, and tells what may follow it.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="mirrors">The mirrors of its regions.</param>
    /// <param name="memory">The device's pages.</param>
    /// <returns>What is to come after the launch. Its own parts are not in it yet.</returns>
    public LaunchFuture Begin(Launch launch, RegionMirror[] mirrors, DeviceMemory memory)
    {
        MirrorPlan[] plans = MirrorPlan.Of(launch.Binding, mirrors, launch.Plan);
        RememberedLaunch now = Remember(launch, plans);
        if (_last is not null)
        {
            _last.Next = now;
        }

        _last = now;
        List<RememberedLaunch> following = [];
        if (!launch.Plan.MayIsKnown || MirrorPlan.Frames(plans) >= memory.Capacity / SmallestShare)
        {
            for (RememberedLaunch? next = now.Next; next is not null && following.Count < Ahead; next = next.Next)
            {
                following.Add(next);
            }
        }

        return new LaunchFuture(now, following, launch.Plan.MayIsKnown && IsCrowded(now, plans, following, memory.Capacity), memory.Capacity);
    }

    /// <summary>Whether enough pages of a launch are missing that it matters which pages leave for them, and it fits alone, but not beside what follows.</summary>
    private static bool IsCrowded(RememberedLaunch launch, MirrorPlan[] plans, List<RememberedLaunch> following, int capacity)
        => following.Count > 0
            && MirrorPlan.Frames(plans) <= capacity
            && MirrorPlan.MissingFrames(plans) >= capacity / SmallestShare
            && Frames(following.Prepend(launch).Distinct()) > capacity;

    /// <summary>The frames that all pages of some launches fill together.</summary>
    private static long Frames(IEnumerable<RememberedLaunch> launches)
    {
        long frames = 0;
        foreach (IGrouping<RegionMirror, ForeseenPages> region in launches.SelectMany(static launch => launch.Pages).GroupBy(static pages => pages.Mirror))
        {
            if (!region.Key.IsClosed)
            {
                frames += region.Aggregate(PageRuns.Empty, static (all, pages) => all.Union(pages.Pages).Union(pages.Overwritten)).Count * region.Key.Geometry.Frames;
            }
        }

        return frames;
    }

    private RememberedLaunch Remember(Launch launch, MirrorPlan[] plans)
    {
        if (_launches.Count >= Most)
        {
            _launches.Clear();
        }

        Key key = new(launch.Descriptor, launch.Box, launch.Binding.Buffers);
        if (!_launches.TryGetValue(key, out RememberedLaunch? known))
        {
            _launches.Add(key, known = new RememberedLaunch { Pages = MirrorPlan.Foreseen(plans, static _ => PageRuns.Empty, goHome: false) });
        }

        return known;
    }

    /// <summary>What makes launches alike. Kernels are compared by their identities and regions by their numbers, so that none is kept alive.</summary>
    private readonly struct Key : IEquatable<Key>
    {
        private readonly object _kernel;
        private readonly WorkBox _box;
        private readonly (long Region, long Start, long Length)[] _buffers;

        public Key(KernelDescriptor kernel, WorkBox box, ReadOnlySpan<LaunchBuffer> buffers)
        {
            _kernel = kernel.Identity;
            _box = box;
            _buffers = new (long, long, long)[buffers.Length];
            for (int i = 0; i < buffers.Length; i++)
            {
                _buffers[i] = (buffers[i].Region is { } region ? (long)region.Order : -1, buffers[i].Start, buffers[i].Length);
            }
        }

        public bool Equals(Key other) => _kernel == other._kernel && _box == other._box && _buffers.AsSpan().SequenceEqual(other._buffers);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode()
        {
            HashCode hash = default;
            hash.Add(_kernel);
            hash.Add(_box);
            foreach ((long, long, long) buffer in _buffers)
            {
                hash.Add(buffer);
            }

            return hash.ToHashCode();
        }
    }
}
