// Safety: mirrors and their regions are alive, because the caller holds the lock of the region or of the device.
using System.Diagnostics;
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Paging;

/// <summary>Moves pages between a region and its frames through the core, neighbouring pages in one call.</summary>
/// <param name="device">The core's device.</param>
internal sealed unsafe class PageMover(CoreDevice* device)
{
    private readonly CoreTable* _functions = CoreFunctions.Current;
    private readonly CoreDevice* _device = device;
    private readonly List<int> _runFrames = [];

    /// <summary>Brings pages to the device.</summary>
    /// <param name="moves">The pages, sorted by <see cref="Sort"/>.</param>
    /// <param name="cause">Why they are brought, for the statistics.</param>
    /// <exception cref="HmmDeviceException">The device failed. The core's page tables say which pages are resident.</exception>
    public void In(List<PageMove> moves, MapCause cause)
    {
        for (int i = 0; i < moves.Count;)
        {
            long started = Stopwatch.GetTimestamp();
            int end = RunEnd(moves, i);
            ((RegionMirror mirror, long page), _, EnterFlags how) = moves[i];
            long bytesIn = _device->Counts.BytesIn;
            long cleared = _device->Counts.BytesCleared;
            (long unit, long units) = mirror.UnitsOf(page, end - i);
            mirror.Region.Load(unit, units);
            int error = Enter(mirror, page, FramesOf(moves, i, end), how);
            CountIn(mirror.Counters, _device->Counts.BytesIn - bytesIn, cause);
            mirror.Counters.Add(Counter.BytesCleared, _device->Counts.BytesCleared - cleared);
            mirror.Counters.Add(Counter.CopyingTime, Stopwatch.GetElapsedTime(started));
            if (error != 0)
            {
                throw CoreErrors.Of(error, "the device failed while pages were copied to it; the host still has their contents");
            }

            i = end;
        }
    }

    /// <summary>Takes evicted pages from the device.</summary>
    /// <param name="moves">The pages, sorted by <see cref="Sort"/>.</param>
    /// <exception cref="HmmDeviceException">The device failed. The core's page tables say which pages are resident.</exception>
    public void Out(List<PageMove> moves)
    {
        for (int i = 0; i < moves.Count;)
        {
            int end = RunEnd(moves, i);
            int error = CountedLeave(moves[i].Mirror, moves[i].Page.Number, end - i, LeaveMode.Drop);
            if (error != 0)
            {
                throw CoreErrors.Of(error, CoreErrors.LostText);
            }

            i = end;
        }
    }

    /// <summary>Takes pages from the device, or writes them back and keeps them.</summary>
    /// <param name="mirror">The region's mirror.</param>
    /// <param name="page">The first page.</param>
    /// <param name="count">The number of pages.</param>
    /// <param name="mode">How the pages leave.</param>
    /// <exception cref="HmmDeviceException">The device failed. The core's page tables say which pages are resident.</exception>
    public void Leave(RegionMirror mirror, long page, long count, LeaveMode mode)
    {
        int error = CountedLeave(mirror, page, count, mode);
        if (error != 0)
        {
            throw CoreErrors.Of(error, CoreErrors.LostText);
        }
    }

    /// <summary>Sorts pages so that neighbouring pages follow one another.</summary>
    /// <param name="moves">The pages.</param>
    public static void Sort(List<PageMove> moves) => moves.Sort(static (a, b) =>
    {
        int order = a.Mirror.Number.CompareTo(b.Mirror.Number);
        return order != 0 ? order : a.Page.Number.CompareTo(b.Page.Number);
    });

    private int Enter(RegionMirror mirror, long page, ReadOnlySpan<int> frames, EnterFlags how)
    {
        fixed (int* first = frames)
        {
            return _functions->Enter(mirror.Core, page, frames.Length, first, how);
        }
    }

    private ReadOnlySpan<int> FramesOf(List<PageMove> moves, int first, int end)
    {
        _runFrames.Clear();
        for (int i = first; i < end; i++)
        {
            _runFrames.Add(moves[i].Frame);
        }

        return CollectionsMarshal.AsSpan(_runFrames);
    }

    private int CountedLeave(RegionMirror mirror, long page, long count, LeaveMode mode)
    {
        long started = Stopwatch.GetTimestamp();
        int error = _functions->Leave(mirror.Core, page, count, mode);
        mirror.Counters.Add(Counter.CopyingTime, Stopwatch.GetElapsedTime(started));
        return error;
    }

    private static void CountIn(Counters counters, long bytes, MapCause cause)
    {
        counters.Add(Counter.BytesIn, bytes);
        counters.Add(
            cause switch { MapCause.Planned => Counter.BytesPlanned, MapCause.Demanded => Counter.BytesDemanded, _ => Counter.BytesReadAhead }, bytes);
    }

    private static int RunEnd(List<PageMove> moves, int first)
    {
        PageMove previous = moves[first];
        int end = first + 1;
        while (end < moves.Count
            && moves[end].Page == previous.Page.Next
            && moves[end].How == previous.How)
        {
            previous = moves[end++];
        }

        return end;
    }
}
