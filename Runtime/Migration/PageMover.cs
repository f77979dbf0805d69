// Safety: region addresses are valid while the region lives, which the caller's lock on it or on the device sees to;
// every run is clipped to the region's last byte.
using System.Diagnostics;
using HmmGen.Devices;
using HmmGen.Diagnostics;
using HmmGen.Kernels;

namespace HmmGen.Migration;

/// <summary>Copies pages between a region and its frames, neighbours in one copy.</summary>
/// <param name="port">The device.</param>
/// <param name="counters">What is counted.</param>
internal sealed unsafe class PageMover(DevicePort port, DeviceCounters counters)
{
    /// <summary>Copies pages to the device, or clears them there.</summary>
    /// <param name="moves">The pages, as <see cref="Sort"/> leaves them.</param>
    /// <param name="cause">Why, for the statistics.</param>
    public void In(List<PageMove> moves, MapCause cause)
    {
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < moves.Count;)
        {
            int end = RunEnd(moves, i);
            (long hostOffset, long frameOffset, long bytes) = Extent(moves[i], end - i);
            if (moves[i].Clear)
            {
                port.Clear(DeviceStorage.Frames, frameOffset, bytes);
                counters.AddBytesCleared(bytes);
            }
            else
            {
                port.Upload(DeviceStorage.Frames, frameOffset, moves[i].Mirror.Region.Address + hostOffset, bytes);
                CountIn(bytes, cause);
            }

            i = end;
        }

        counters.AddCopyingTime(Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Copies pages to the host.</summary>
    /// <param name="moves">The pages, as <see cref="Sort"/> leaves them.</param>
    public void Out(List<PageMove> moves)
    {
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < moves.Count;)
        {
            int end = RunEnd(moves, i);
            (long hostOffset, long frameOffset, long bytes) = Extent(moves[i], end - i);
            RegionMirror mirror = moves[i].Mirror;
            port.Download(DeviceStorage.Frames, frameOffset, mirror.Region.Address + hostOffset, bytes);
            (long first, long count) = mirror.ElementsOf(moves[i].Page, end - i);
            mirror.Region.Untouched?.Set(first, count, 0);
            counters.AddBytesOut(bytes);
            i = end;
        }

        counters.AddCopyingTime(Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Sorts pages so that neighbours follow one another.</summary>
    /// <param name="moves">The pages, as <see cref="Sort"/> leaves them.</param>
    public static void Sort(List<PageMove> moves) => moves.Sort(static (a, b) =>
    {
        int order = a.Mirror.Region.Order.CompareTo(b.Mirror.Region.Order);
        return order != 0 ? order : a.Page.CompareTo(b.Page);
    });

    private void CountIn(long bytes, MapCause cause)
    {
        counters.AddBytesIn(bytes);
        switch (cause)
        {
            case MapCause.Planned:
                counters.AddBytesPlanned(bytes);
                break;
            case MapCause.Demanded:
                counters.AddBytesDemanded(bytes);
                break;
            default:
                counters.AddBytesReadAhead(bytes);
                break;
        }
    }

    private static int RunEnd(List<PageMove> moves, int first)
    {
        PageMove previous = moves[first];
        int frames = previous.Mirror.Geometry.Frames;
        int end = first + 1;
        while (end < moves.Count
            && moves[end].Mirror == previous.Mirror
            && moves[end].Page == previous.Page + 1
            && moves[end].Frame == previous.Frame + frames
            && moves[end].Clear == previous.Clear)
        {
            previous = moves[end++];
        }

        return end;
    }

    private static (long HostOffset, long FrameOffset, long Bytes) Extent(PageMove first, int pages)
    {
        (long element, long count) = first.Mirror.ElementsOf(first.Page, pages);
        int size = first.Mirror.Region.ElementSize;
        return (element * size, (long)first.Frame << PageEntry.FrameBits, count * size);
    }
}
