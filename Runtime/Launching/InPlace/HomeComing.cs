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

    /// <summary>Brings the memory of a launch.</summary>
    /// <param name="launch">The launch.</param>
    /// <exception cref="HmmDeviceException">Contents were lost, or a copy from a device failed.</exception>
    /// <exception cref="IOException">The file under the memory has become shorter, or cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The launch was cancelled.</exception>
    public static void Of(Launch launch)
    {
        ReadOnlySpan<LaunchBuffer> buffers = launch.Binding.Buffers;
        for (int i = 0; i < buffers.Length; i++)
        {
            if (buffers[i].Region is { } region)
            {
                Bring(launch, region, buffers[i], launch.Plan.Parameters[i], launch.Descriptor.Parameters[i].Writes);
            }
        }
    }

    private static void Bring(Launch launch, MemoryRegion region, LaunchBuffer buffer, ParameterPlan plan, bool writes)
    {
        if (!plan.MayIsKnown)
        {
            Bring(launch, region, buffer.FirstUnit, buffer.FirstUnit + buffer.UnitCount, writes);
            return;
        }

        PageGeometry pages = PageGeometry.Of(region.UnitSize, PageGeometry.BasePageSize);
        int shift = buffer.ShiftIn(pages);
        PageRuns written = plan.WrittenPages(buffer.Start, shift);
        Bring(launch, region, buffer, plan.MayPages(buffer.Start, shift).Except(written), pages.Shift, write: false);
        Bring(launch, region, buffer, written, pages.Shift, write: true);
    }

    private static void Bring(Launch launch, MemoryRegion region, LaunchBuffer buffer, PageRuns runs, int shift, bool write)
    {
        foreach (PageRun run in runs)
        {
            long first = Math.Max(buffer.FirstUnit, run.First << shift);
            Bring(launch, region, first, Math.Min(buffer.FirstUnit + buffer.UnitCount, run.End << shift), write);
        }
    }

    private static void Bring(Launch launch, MemoryRegion region, long first, long end, bool write)
    {
        long step = launch.CancellationToken.CanBeCanceled ? Math.Max(1, BroughtAtOnce / region.UnitSize) : end - first;
        for (long next = first; next < end; next += step)
        {
            launch.CancellationToken.ThrowIfCancellationRequested();
            Bring(region, next, Math.Min(step, end - next), write);
        }

        if (write)
        {
            region.Written?.Add(first, end - first);
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
