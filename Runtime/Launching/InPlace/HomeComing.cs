using HmmGen.Base;
using HmmGen.Memory;
using HmmGen.Planning;

namespace HmmGen.Launching.InPlace;

/// <summary>
/// Brings what a launch may touch from devices to the host before the launch, and takes from them what it may write. So no touch of a kernel in place waits for
/// a device. Pages that are on no device stay as they are: where one is absent or protected, the touch is served as one of the host.
/// </summary>
internal static class HomeComing
{
    /// <summary>The bytes that are brought between two checks of the cancellation token.</summary>
    private const long BroughtAtOnce = 4 << 20;

    /// <summary>What a launch may touch: by its plan, or else whole buffers. The caller's own memory is left out, which no device has.</summary>
    /// <param name="launch">The launch.</param>
    /// <returns>The ranges.</returns>
    public static HomeRange[] RangesOf(Launch launch)
    {
        List<HomeRange> ranges = [];
        ReadOnlySpan<LaunchBuffer> buffers = launch.Binding.Buffers;
        for (int i = 0; i < buffers.Length; i++)
        {
            if (buffers[i] is { Region: { } region, IsTransient: false })
            {
                Add(ranges, i, region, buffers[i], launch.Plan.Parameters[i], launch.Descriptor.Parameters[i].Writes);
            }
        }

        return [.. ranges];
    }

    /// <summary>Brings the memory of a launch.</summary>
    /// <param name="ranges">What it may touch.</param>
    /// <param name="buffers">Its buffers.</param>
    /// <param name="cancellationToken">Ends the launch.</param>
    /// <exception cref="HmmDeviceException">Contents were lost, or a copy from a device failed.</exception>
    /// <exception cref="IOException">The file under the memory has become shorter, or cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The launch was cancelled.</exception>
    public static void Bring(ReadOnlySpan<HomeRange> ranges, ReadOnlySpan<LaunchBuffer> buffers, CancellationToken cancellationToken)
    {
        foreach (HomeRange range in ranges)
        {
            MemoryRegion region = buffers[range.Buffer].Region!;
            long end = range.First + range.Count;
            long step = cancellationToken.CanBeCanceled ? Math.Max(1, BroughtAtOnce / region.UnitSize) : range.Count;
            for (long next = range.First; next < end; next += step)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Bring(region, next, Math.Min(step, end - next), range.Write);
            }

            if (range.Write)
            {
                region.Written?.Add(range.First, range.Count);
            }
        }
    }

    private static void Add(List<HomeRange> ranges, int number, MemoryRegion region, LaunchBuffer buffer, ParameterPlan plan, bool writes)
    {
        if (!plan.MayIsKnown)
        {
            ranges.Add(new HomeRange(number, buffer.FirstUnit, buffer.UnitCount, writes));
            return;
        }

        PageGeometry pages = PageGeometry.Of(region.UnitSize, PageGeometry.BasePageSize);
        int shift = buffer.ShiftIn(pages);
        PageRuns written = plan.WrittenPages(buffer.Start, shift);
        Add(ranges, number, buffer, plan.MayPages(buffer.Start, shift).Except(written), pages.Shift, write: false);
        Add(ranges, number, buffer, written, pages.Shift, write: true);
    }

    private static void Add(List<HomeRange> ranges, int number, LaunchBuffer buffer, PageRuns runs, int shift, bool write)
    {
        foreach (PageRun run in runs)
        {
            long first = Math.Max(buffer.FirstUnit, run.First << shift);
            ranges.Add(new HomeRange(number, first, Math.Min(buffer.FirstUnit + buffer.UnitCount, run.End << shift) - first, write));
        }
    }

    private static void Bring(MemoryRegion region, long first, long count, bool write)
    {
        if (region.IsTransparent)
        {
            region.ThrowIfLost(first, count);
            region.SettleMirrored(first, count, write);
        }
        else
        {
            region.Settle(first, count, write);
        }
    }
}
