using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Paging;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>Tells a kernel's span parameters where their elements are on the device.</summary>
/// <param name="binding">The launch's memory.</param>
/// <param name="mirrors">Its regions.</param>
/// <param name="layout">Where their page tables are.</param>
/// <param name="linear">Whether each region has neighbouring frames for all its pages.</param>
internal sealed class LaunchSpans(LaunchBinding binding, RegionMirror[] mirrors, ControlLayout layout, bool linear)
{
    /// <summary>Where two windows of a region are not ordered by their tables, only the place in the region tells which of two elements comes first.</summary>
    private readonly bool _hasOneWindowEach = layout.Windows.Length <= mirrors.Length;

    private bool _hasPieces;

    /// <summary>Sets the spans for all forms of the kernel; those over paged memory look at the tables.</summary>
    /// <typeparam name="TArguments">The kernel's arguments.</typeparam>
    /// <param name="arguments">The arguments.</param>
    public void Bind<TArguments>(ref TArguments arguments) where TArguments : unmanaged
    {
        for (int i = 0; i < binding.Parameters.Length; i++)
        {
            BoundParameter parameter = binding.Parameters[i];
            DeviceSpan span = Span(parameter, out RegionMirror? mirror);

            // In paged memory it only tells which of two elements of a region comes first.
            span.Origin = mirror is null ? 0 : Origin(parameter, linear ? mirror.LinearFrame : 0);
            ArgumentSpans.Bind(ref arguments, i, span);
        }

        _hasPieces = false;
    }

    /// <summary>
    /// Sets the spans for linear memory where the pages that a plan touches lie beside each other, of each parameter by itself, though not all of its region
    /// does. They are on the device and promised.
    /// </summary>
    /// <typeparam name="TArguments">The kernel's arguments.</typeparam>
    /// <param name="arguments">The arguments.</param>
    /// <param name="plan">What is touched at most, all of it known and in range.</param>
    /// <returns>False when some do not; then the spans are as <see cref="Bind"/> leaves them.</returns>
    public bool TryBindPieces<TArguments>(ref TArguments arguments, AccessPlan plan) where TArguments : unmanaged
    {
        Span<long> frames = stackalloc long[binding.Parameters.Length];
        bool isWhole = _hasOneWindowEach;
        for (int i = 0; isWhole && i < frames.Length; i++)
        {
            isWhole = TryFindPiece(binding.Parameters[i], plan.Parameters[i], out frames[i]);
        }

        if (!isWhole)
        {
            if (_hasPieces)
            {
                Bind(ref arguments);
            }

            return false;
        }

        for (int i = 0; i < frames.Length; i++)
        {
            BoundParameter parameter = binding.Parameters[i];
            DeviceSpan span = Span(parameter, out RegionMirror? mirror);
            span.Origin = mirror is null ? 0 : Origin(parameter, frames[i]);
            ArgumentSpans.Bind(ref arguments, i, span);
        }

        _hasPieces = true;
        return true;
    }

    private static long Origin(BoundParameter parameter, long frame) => (frame << PageEntry.FrameBits) + parameter.Start * parameter.ElementSize;

    /// <summary>Finds where the region's first page would be, if all of it lay as the touched pages do.</summary>
    private bool TryFindPiece(BoundParameter parameter, ParameterPlan plan, out long frame)
    {
        frame = 0;
        if (parameter.Region is null)
        {
            return true;
        }

        RegionMirror mirror = MirrorOf(parameter);
        ReadOnlySpan<PageRun> touched = plan.MayPages(parameter.Start, parameter.ShiftIn(mirror.Geometry)).Runs;
        if (touched.Length != 1)
        {
            return touched.IsEmpty;
        }

        long step = mirror.Geometry.Frames;
        frame = mirror.FrameOf(touched[0].First) - touched[0].First * step;
        for (long page = touched[0].First; page < touched[0].End; page++)
        {
            if (!mirror.IsPresent(page) || mirror.FrameOf(page) != frame + page * step)
            {
                return false;
            }
        }

        return true;
    }

    private DeviceSpan Span(BoundParameter parameter, out RegionMirror? mirror)
    {
        DeviceSpan span = new() { Start = parameter.Start, Length = parameter.Length };
        mirror = null;
        if (parameter.Region is not null)
        {
            mirror = MirrorOf(parameter);
            span.Shift = parameter.ShiftIn(mirror.Geometry);
            span.Table = layout.TableOrigin(mirror, parameter.Start >> span.Shift);
        }

        return span;
    }

    private RegionMirror MirrorOf(BoundParameter parameter) => Array.Find(mirrors, mirror => mirror.Region == parameter.Region)!;
}
