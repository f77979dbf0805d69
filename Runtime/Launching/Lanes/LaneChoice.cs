using System.Runtime.Intrinsics;
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Kernels.Lanes;
using HmmGen.Planning;

namespace HmmGen.Launching.Lanes;

/// <summary>Decides whether the work items of a launch on the host run as lanes.</summary>
internal static class LaneChoice
{
    /// <summary>The items of a kernel after which its lanes are worth their compilation, a few milliseconds.</summary>
    private const long WorthCompiling = 1 << 15;

    /// <summary>The elements that an item is thought to walk along at most.</summary>
    private const long LongestRow = 1 << 12;

    /// <summary>
    /// The bytes of elements up to which wide vectors gain where little is computed. From slower memory, those that do not begin at a line of the cache come
    /// more slowly than shorter ones (docs/measurements.md).
    /// </summary>
    private const long CachedBytes = 2 << 20;

    /// <summary>Whether a launch may have lanes, whatever its memory.</summary>
    /// <typeparam name="TKernel">The generated kernel.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <param name="launch">The launch.</param>
    /// <param name="bound">The place of each span parameter's elements.</param>
    /// <param name="arguments">The scalar arguments.</param>
    /// <returns>How items run side by side, along rows where the last index counts their items; null when they may not.</returns>
    public static KernelLanes? Of<TKernel, TArguments>(Launch launch, DeviceSpan[] bound, in TArguments arguments)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        KernelLanes? straight = Allowed(launch, launch.Descriptor.Lanes);
        return launch.Device.Options.Testing.Lanes != LaneUse.Straight && Allowed(launch, launch.Descriptor.Rows) is { } lanes
            && FlatLoop.Of(lanes, TKernel.Rank, Wave.Of(launch.Box), TKernel.RowsOf(new HostSpans(bound), arguments)) is { } rows
            && (straight is null || LaneLoop.AreLong(rows) || launch.Device.Options.Testing.HasLanesAlways)
                ? rows
                : straight;
    }

    private static KernelLanes? Allowed(Launch launch, KernelLanes? lanes)
    {
        bool isAlways = launch.Device.Options.Testing.HasLanesAlways;
        bool has256 = Vector256.IsHardwareAccelerated || isAlways, has512 = Vector512.IsHardwareAccelerated || isAlways;
        return lanes is not null && Allows(lanes.Indexing, launch.Plan) && has256 && launch.Device.Options.Testing.Lanes != LaneUse.Never
            ? lanes.IsWide && (!has512 || (lanes.IsLight && !isAlways && !FitsCaches(launch.Descriptor, launch.Box.Count))) ? lanes with { IsWide = false } : lanes
            : null;
    }

    /// <summary>Whether what a launch touches fits the caches, where each item touches an element of each span.</summary>
    /// <param name="descriptor">The kernel.</param>
    /// <param name="items">The items of the launch.</param>
    /// <returns>True when it does.</returns>
    public static bool FitsCaches(KernelDescriptor descriptor, long items)
        => items <= CachedBytes && items * descriptor.Parameters.Sum(static span => (long)span.ElementSize) < CachedBytes;

    /// <summary>The lanes that a launch uses now.</summary>
    /// <param name="lanes">Those that it may have.</param>
    /// <param name="descriptor">The kernel.</param>
    /// <param name="spans">The place of each span parameter's elements.</param>
    /// <param name="items">The items of the launch.</param>
    /// <param name="device">The device.</param>
    /// <returns>
    /// Null for little work, for fewer items than a group has, under a debugger, and when a span that is written overlaps another: then lanes would see each
    /// other's effects.
    /// </returns>
    public static KernelLanes? Now(KernelLanes? lanes, KernelDescriptor descriptor, ReadOnlySpan<DeviceSpan> spans, long items, DeviceSession device)
    {
        if (lanes is null
            || (descriptor.CountHostItems(Weight(spans, items)) < WorthCompiling && !device.Options.Testing.HasLanesAlways)
            || (items < LaneMath.Count && !lanes.IsOfTurns)
            || device.Debugger.IsAttached
            || Overlap(descriptor, spans))
        {
            return null;
        }

        LibraryVerdict.Make(lanes.Guarded);
        return lanes;
    }

    private static bool Allows(LaneIndexing indexing, AccessPlan plan) => indexing switch
    {
        LaneIndexing.Free or LaneIndexing.Turns => true,
        LaneIndexing.Checked => plan.PlannedInBounds,
        LaneIndexing.Early => plan.LateInBounds,
        _ => plan.InBounds,
    };

    // Few items with many elements walk along rows.
    private static long Weight(ReadOnlySpan<DeviceSpan> spans, long items)
    {
        long elements = items;
        foreach (DeviceSpan span in spans)
        {
            elements = Math.Max(elements, Math.Min(span.Length, items <= long.MaxValue / LongestRow ? items * LongestRow : items));
        }

        return elements;
    }

    /// <summary>Whether a span that a kernel writes overlaps another one.</summary>
    /// <param name="descriptor">The kernel.</param>
    /// <param name="spans">The place of each span parameter's elements.</param>
    /// <returns>True when one does.</returns>
    public static bool Overlap(KernelDescriptor descriptor, ReadOnlySpan<DeviceSpan> spans)
    {
        for (int written = 0; written < spans.Length; written++)
        {
            for (int other = 0; other < spans.Length && descriptor.Parameters[written].Writes; other++)
            {
                if (other != written
                    && spans[written].Origin < spans[other].Origin + (long)spans[other].Length * descriptor.Parameters[other].ElementSize
                    && spans[other].Origin < spans[written].Origin + (long)spans[written].Length * descriptor.Parameters[written].ElementSize)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
