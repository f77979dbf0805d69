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
    /// <summary>
    /// Whether each region has at most one window. The tables do not order two windows of a region. Then only the place in the region tells which of two
    /// elements comes first.
    /// </summary>
    private readonly bool _hasOneWindowEach = tables.WindowCount <= mirrors.Length;

    private bool _hasPieces;

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
    /// Sets the spans for the linear variant, if the touched pages of each parameter lie in contiguous frames. The rest of the region may lie anywhere.
    /// The touched pages are resident and promised.
    /// </summary>
    /// <param name="plan">The elements that the chunk may touch. It names all of them, and every index is in bounds.</param>
    /// <returns>False when the pages of a parameter are not contiguous; the spans are then as <see cref="Bind"/> leaves them.</returns>
    public bool TryBindPieces(AccessPlan plan)
    {
        Span<long> frames = stackalloc long[launch.Binding.Buffers.Length];
        bool isWhole = _hasOneWindowEach;
        for (int i = 0; isWhole && i < frames.Length; i++)
        {
            isWhole = TryFindPiece(launch.Binding.Buffers[i], plan.Parameters[i], out frames[i]);
        }

        if (!isWhole)
        {
            if (_hasPieces)
            {
                Bind();
            }

            return false;
        }

        for (int i = 0; i < frames.Length; i++)
        {
            LaunchBuffer buffer = launch.Binding.Buffers[i];
            DeviceSpan span = Span(buffer, out RegionMirror? mirror);
            span.Origin = mirror is null ? 0 : Origin(buffer, frames[i]);
            launch.Kernel.Bind(i, span);
        }

        _hasPieces = true;
        return true;
    }

    /// <summary>Whether the touched pages of each parameter lie in contiguous frames, as <see cref="TryBindPieces"/> needs them.</summary>
    /// <param name="plan">The elements that some items may touch. It names all of them.</param>
    /// <returns>True when they do.</returns>
    public bool AreContiguous(AccessPlan plan)
    {
        bool isWhole = _hasOneWindowEach;
        for (int i = 0; isWhole && i < launch.Binding.Buffers.Length; i++)
        {
            isWhole = TryFindPiece(launch.Binding.Buffers[i], plan.Parameters[i], out _);
        }

        return isWhole;
    }

    private static long Origin(LaunchBuffer buffer, long frame) => (frame << PageEntry.FrameBits) + buffer.Start * buffer.ElementSize;

    /// <summary>Finds the frame that the region's first page would have, if the whole region were contiguous with the touched pages.</summary>
    private bool TryFindPiece(LaunchBuffer buffer, ParameterPlan plan, out long frame)
    {
        frame = 0;
        if (buffer.Region is null)
        {
            return true;
        }

        RegionMirror mirror = MirrorOf(buffer);
        ReadOnlySpan<PageRun> touched = plan.MayPages(buffer.Start, buffer.ShiftIn(mirror.Geometry)).Runs;
        if (touched.Length != 1)
        {
            return touched.IsEmpty;
        }

        long step = mirror.Geometry.Frames;
        frame = mirror.FrameOf(touched[0].First) - touched[0].First * step;
        for (long page = touched[0].First; page < touched[0].End; page++)
        {
            if (!mirror.IsResident(page) || mirror.FrameOf(page) != frame + page * step)
            {
                return false;
            }
        }

        return true;
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
