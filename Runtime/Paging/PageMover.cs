// Safety: mirrors and their regions are alive, because the caller holds the lock of the region or of the device.
using System.Buffers;
using System.Diagnostics;
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;
using HmmGen.Memory;

namespace HmmGen.Paging;

/// <summary>Moves pages between a region and its frames through the core, all pages of a mirror in one call.</summary>
/// <param name="device">The core's device.</param>
/// <param name="together">
/// Whether the copies of pages that move together are awaited together. Otherwise each page that comes has a call of its own, and each run that leaves.
/// </param>
internal sealed unsafe class PageMover(CoreDevice* device, bool together)
{
    private readonly CoreTable* _functions = CoreFunctions.Current;
    private readonly CoreDevice* _device = device;
    private readonly bool _together = together;
    private readonly List<long> _pages = [];
    private readonly List<int> _frames = [];
    private readonly List<EnterFlags> _flags = [];
    private readonly List<MirrorRun> _runs = [];

    /// <summary>Brings pages to the device.</summary>
    /// <param name="moves">The pages, sorted by <see cref="Sort"/>.</param>
    /// <param name="cause">Why they are brought, for the statistics.</param>
    /// <exception cref="HmmDeviceException">The device failed. The core's page tables say which pages are resident.</exception>
    public void In(List<PageMove> moves, MapCause cause)
    {
        for (int i = 0; i < moves.Count;)
        {
            long started = Stopwatch.GetTimestamp();
            int end = EndOfMirror(moves, i);
            RegionMirror mirror = moves[i].Mirror;
            long bytesIn = _device->Counts.BytesIn;
            long fromPeers = _device->Counts.BytesFromPeers;
            long cleared = _device->Counts.BytesCleared;
            Load(moves, i, end);
            int error = Enter(mirror, moves, i, end);
            CountIn(mirror.Counters, _device->Counts.BytesIn - bytesIn, cause);
            mirror.Counters.Add(Counter.BytesFromPeers, _device->Counts.BytesFromPeers - fromPeers);
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
            int end = EndOfMirror(moves, i);
            _runs.Clear();
            for (int first = i; first < end;)
            {
                int stop = RunEnd(moves, first, end);
                _runs.Add(new MirrorRun(moves[first].Page.Number, stop - first));
                first = stop;
            }

            Leave(moves[i].Mirror, LeaveMode.Drop);
            i = end;
        }
    }

    /// <summary>Moves pages to other frames of the device.</summary>
    /// <param name="moves">The pages with their new frames, sorted by <see cref="Sort"/>. Those that are not resident any more are skipped.</param>
    /// <exception cref="HmmDeviceException">The device failed. The core's page tables say where the pages are.</exception>
    public void Within(List<PageMove> moves)
    {
        for (int i = 0; i < moves.Count;)
        {
            long started = Stopwatch.GetTimestamp();
            int end = EndOfMirror(moves, i);
            CollectionsMarshal.SetCount(_pages, end - i);
            CollectionsMarshal.SetCount(_frames, end - i);
            int error;
            fixed (long* pages = CollectionsMarshal.AsSpan(_pages))
            fixed (int* frames = CollectionsMarshal.AsSpan(_frames))
            {
                for (int k = 0; k < end - i; k++)
                {
                    (pages[k], frames[k]) = (moves[i + k].Page.Number, moves[i + k].Frame);
                }

                error = _functions->Move(moves[i].Mirror.Core, pages, frames, end - i);
            }

            moves[i].Mirror.Counters.Add(Counter.CopyingTime, Stopwatch.GetElapsedTime(started));
            if (error != 0)
            {
                throw CoreErrors.Of(error, "the device failed while pages moved within it; they are where they were");
            }

            i = end;
        }
    }

    /// <summary>Takes pages from the device, or writes them back and keeps them.</summary>
    /// <param name="mirror">The region's mirror.</param>
    /// <param name="pages">The pages, in ascending order.</param>
    /// <param name="mode">How the pages leave.</param>
    /// <exception cref="HmmDeviceException">The device failed. The core's page tables say which pages are resident.</exception>
    public void Leave(RegionMirror mirror, List<PageRun> pages, LeaveMode mode)
    {
        _runs.Clear();
        foreach (PageRun run in pages)
        {
            _runs.Add(new MirrorRun(run.First, run.Count));
        }

        Leave(mirror, mode);
    }

    /// <summary>Sorts pages so that neighbouring pages follow one another.</summary>
    /// <param name="moves">The pages.</param>
    public static void Sort(List<PageMove> moves)
    {
        // Requests mostly come in order.
        Span<PageMove> all = CollectionsMarshal.AsSpan(moves);
        int sorted = 1;
        while (sorted < all.Length && Key(all[sorted - 1]) <= Key(all[sorted]))
        {
            sorted++;
        }

        if (sorted >= all.Length)
        {
            return;
        }

        // By keys, since numbers are compared without a call.
        UInt128[] rented = ArrayPool<UInt128>.Shared.Rent(all.Length);
        Span<UInt128> keys = rented.AsSpan(0, all.Length);
        for (int i = 0; i < all.Length; i++)
        {
            keys[i] = Key(all[i]);
        }

        keys.Sort(all);
        ArrayPool<UInt128>.Shared.Return(rented);
    }

    private static UInt128 Key(PageMove move) => new((ulong)move.Mirror.Number, (ulong)move.Page.Number);

    /// <summary>Reads what is not read yet from a file beneath.</summary>
    private static void Load(List<PageMove> moves, int first, int end)
    {
        RegionMirror mirror = moves[first].Mirror;
        MemoryRegion region = mirror.Region;
        for (int i = first; region.IsLoadedByCalls && i < end;)
        {
            int stop = RunEnd(moves, i, end);
            (long unit, long units) = mirror.UnitsOf(moves[i].Page.Number, stop - i);
            region.Load(unit, units);
            i = stop;
        }
    }

    private int Enter(RegionMirror mirror, List<PageMove> moves, int first, int end)
    {
        int count = end - first;
        CollectionsMarshal.SetCount(_pages, count);
        CollectionsMarshal.SetCount(_frames, count);
        CollectionsMarshal.SetCount(_flags, count);
        fixed (long* pages = CollectionsMarshal.AsSpan(_pages))
        fixed (int* frames = CollectionsMarshal.AsSpan(_frames))
        fixed (EnterFlags* flags = CollectionsMarshal.AsSpan(_flags))
        {
            ReadOnlySpan<PageMove> entering = CollectionsMarshal.AsSpan(moves)[first..end];
            for (int i = 0; i < entering.Length; i++)
            {
                pages[i] = entering[i].Page.Number;
                frames[i] = entering[i].Frame;
                flags[i] = entering[i].How;
            }

            int step = _together ? count : 1;
            int error = 0;
            for (int i = 0; error == 0 && i < count; i += step)
            {
                error = _functions->Enter(mirror.Core, pages + i, frames + i, flags + i, step);
            }

            return error;
        }
    }

    /// <summary>Takes the listed runs of pages from the device.</summary>
    private void Leave(RegionMirror mirror, LeaveMode mode)
    {
        long started = Stopwatch.GetTimestamp();
        int error;
        fixed (MirrorRun* runs = CollectionsMarshal.AsSpan(_runs))
        {
            int step = _together ? _runs.Count : 1;
            error = 0;
            for (int i = 0; error == 0 && i < _runs.Count; i += step)
            {
                error = _functions->Leave(mirror.Core, runs + i, step, mode);
            }
        }

        mirror.Counters.Add(Counter.CopyingTime, Stopwatch.GetElapsedTime(started));
        if (error != 0)
        {
            throw CoreErrors.Of(error, CoreErrors.LostText);
        }
    }

    private static void CountIn(Counters counters, long bytes, MapCause cause)
    {
        counters.Add(Counter.BytesIn, bytes);
        counters.Add(
            cause switch { MapCause.Planned => Counter.BytesPlanned, MapCause.Demanded => Counter.BytesDemanded, _ => Counter.BytesReadAhead }, bytes);
    }

    private static int EndOfMirror(List<PageMove> moves, int first)
    {
        int end = first + 1;
        while (end < moves.Count && moves[end].Mirror == moves[first].Mirror)
        {
            end++;
        }

        return end;
    }

    private static int RunEnd(List<PageMove> moves, int first, int limit)
    {
        int end = first + 1;
        while (end < limit && moves[end].Page == moves[end - 1].Page.Next)
        {
            end++;
        }

        return end;
    }
}
