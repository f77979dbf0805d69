using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Memory;
using HmmGen.Paging;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>Binds a kernel's span parameters to the places of their elements on the device.</summary>
/// <param name="launch">The launch.</param>
/// <param name="mirrors">The mirrors of its regions.</param>
/// <param name="tables">Their page tables.</param>
/// <param name="linear">Whether each region has contiguous frames for all its pages.</param>
internal sealed class LaunchSpans(Launch launch, RegionMirror[] mirrors, LaunchTables tables, bool linear)
{
    private bool _hasPieces;

    /// <summary>Sets the spans for all variants of the kernel, if another call has set them for some. The variants over paged memory read the tables.</summary>
    public void BindAll()
    {
        if (_hasPieces)
        {
            Bind();
        }
    }

    /// <summary>Sets the spans for all variants of the kernel. The variants over paged memory read the tables.</summary>
    public void Bind()
    {
        for (int i = 0; i < launch.Binding.Buffers.Length; i++)
        {
            LaunchBuffer buffer = launch.Binding.Buffers[i];
            DeviceSpan span = Span(buffer, out RegionMirror? mirror);

            // In paged memory the origin only tells which of two elements of a region comes first.
            span.Origin = mirror is null ? 0 : Origin(buffer, linear ? mirror.LinearFrame : 0);
            launch.Kernel.Bind(i, span);
        }

        _hasPieces = false;
    }

    /// <summary>
    /// Finds where the pages of each parameter lie, if they lie in contiguous frames. The rest of the region may lie anywhere. The touched pages are resident
    /// and promised.
    /// </summary>
    /// <param name="plan">The elements that some items may touch.</param>
    /// <returns>Where they lie.</returns>
    public PieceFrames PlaceOf(AccessPlan plan)
    {
        if (!plan.MayIsKnown)
        {
            return default;
        }

        long[] frames = new long[launch.Binding.Buffers.Length];
        double together = 1;
        for (int i = 0; i < frames.Length; i++)
        {
            together = Math.Min(together, FindPiece(launch.Binding.Buffers[i], plan.Parameters[i], out frames[i]));
        }

        return new PieceFrames(together == 1 ? frames : null, together);
    }

    /// <summary>Sets the spans for the linear variant.</summary>
    /// <param name="frames">What <see cref="PlaceOf"/> has found for items whose indices are all in bounds.</param>
    public void BindPieces(long[] frames)
    {
        for (int i = 0; i < frames.Length; i++)
        {
            LaunchBuffer buffer = launch.Binding.Buffers[i];
            DeviceSpan span = Span(buffer, out RegionMirror? mirror);
            span.Origin = mirror is null ? 0 : Origin(buffer, frames[i]);
            launch.Kernel.Bind(i, span);
        }

        _hasPieces = true;
    }

    /// <summary>
    /// Sets the spans for memory of proven indices: those of a region whose touched pages lie in contiguous frames say so. The touched pages are resident and
    /// promised.
    /// </summary>
    /// <param name="touched">All pages that the chunk touches, one plan for each mirror.</param>
    /// <returns>Whether all regions are like that. Then the linear variant may run too.</returns>
    public bool BindStretches(MirrorPlan[] touched)
    {
        bool areAll = true;
        for (int i = 0; i < launch.Binding.Buffers.Length; i++)
        {
            LaunchBuffer buffer = launch.Binding.Buffers[i];
            DeviceSpan span = Span(buffer, out RegionMirror? mirror);
            long frame = 0;
            if (mirror is null || FindFrame(mirror, touched[Array.IndexOf(mirrors, mirror)].Touched, out frame) == 1)
            {
                span.Shift = DeviceSpan.InOneStretch;
            }
            else
            {
                areAll = false;
            }

            span.Origin = mirror is null ? 0 : Origin(buffer, frame);
            launch.Kernel.Bind(i, span);
        }

        _hasPieces = true;
        return areAll;
    }

    private static long Origin(LaunchBuffer buffer, long frame) => (frame << PageEntry.FrameBits) + buffer.Start * buffer.ElementSize;

    /// <summary>Finds the frame that the region's first page would have, if the whole region were contiguous with the touched pages.</summary>
    /// <returns>The share of the touched pages that lie together, from the first on.</returns>
    private double FindPiece(LaunchBuffer buffer, ParameterPlan plan, out long frame)
    {
        frame = 0;
        if (buffer.Region is null)
        {
            return 1;
        }

        RegionMirror mirror = MirrorOf(buffer);
        return FindFrame(mirror, plan.MayPages(buffer.Start, buffer.ShiftIn(mirror.Geometry)), out frame);
    }

    private static double FindFrame(RegionMirror mirror, PageRuns pages, out long frame)
    {
        frame = 0;
        ReadOnlySpan<PageRun> touched = pages.Runs;
        if (touched.Length != 1)
        {
            return touched.IsEmpty ? 1 : 0;
        }

        int step = mirror.Geometry.Frames;
        ReadOnlySpan<int> entries = mirror.Entries(touched[0].First, (int)touched[0].Count);
        int first = entries[0] >> PageEntry.FrameShift;
        for (int i = 0; i < entries.Length; i++)
        {
            if ((entries[i] & PageEntry.Readable) == 0 || entries[i] >> PageEntry.FrameShift != first + (long)i * step)
            {
                return (double)i / entries.Length;
            }
        }

        frame = first - touched[0].First * step;
        return 1;
    }

    private DeviceSpan Span(LaunchBuffer buffer, out RegionMirror? mirror)
    {
        DeviceSpan span = new() { Start = buffer.Start, Length = (int)buffer.Length };
        mirror = null;
        if (buffer.Region is not null)
        {
            mirror = MirrorOf(buffer);
            span.Shift = buffer.ShiftIn(mirror.Geometry);
            span.Table = tables.OriginOf(mirror, buffer.Start >> span.Shift);
        }

        return span;
    }

    private RegionMirror MirrorOf(LaunchBuffer buffer) => RegionMirror.Of(buffer.Region!, mirrors);
}
