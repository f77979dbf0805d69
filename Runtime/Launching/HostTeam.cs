using HmmGen.Base.Teams;
using HmmGen.Kernels;
using HmmGen.Launching.Lanes;

namespace HmmGen.Launching;

/// <summary>The threads of one launch on the host. They help while processors are free and no other launch waits for one.</summary>
/// <param name="processors">The processors that may be used.</param>
/// <param name="spans">The host memory of each span parameter.</param>
/// <param name="tables">The tables of which threads may have copies; null for none.</param>
internal abstract class HostTeam(HostProcessors processors, HostSpans spans, LaneTables? tables) : WorkTeam
{
    /// <summary>Launches are short of which so many would not take long enough to be shared.</summary>
    private const int Short = 8;

    private Action? _held;
    private long _items;
    private long _unit = 1;

    /// <inheritdoc/>
    protected sealed override int Degree => processors.Degree;

    /// <inheritdoc/>
    protected sealed override bool IsWanted => processors.IsWanted;

    /// <summary>Runs all items, each once, in ranges of whole units.</summary>
    /// <param name="items">The number of items.</param>
    /// <param name="unit">The items of a unit; the last one may have fewer.</param>
    /// <param name="alone">What an equal launch has returned; 0 if there was none.</param>
    /// <returns>How many items would take it as long as is worth sharing; 0 when a range has ended early.</returns>
    public long Run(long items, long unit, long alone)
    {
        _items = items;
        _unit = unit;
        try
        {
            if (alone / Short >= items && TryRunUntimed(items, out bool goesOn))
            {
                return goesOn ? alone : 0;
            }

            // Launches of which two would be too few to share stay with one thread, however large their units are.
            long units = (items + unit - 1) / unit;
            return unit * Run(units, Math.Max(alone / 2 >= items ? 2 * units : 1, alone / unit), isKnown: alone > 0);
        }
        finally
        {
            tables?.End();
        }
    }

    /// <summary>Runs some items on this thread.</summary>
    /// <param name="memory">The host memory of each span parameter, for this thread.</param>
    /// <param name="first">The first item's slot.</param>
    /// <param name="end">One past the last item's slot.</param>
    /// <returns>False when no further range shall begin.</returns>
    protected abstract bool RunUnits(HostSpans memory, long first, long end);

    /// <inheritdoc/>
    protected sealed override bool RunItems(long first, long end)
    {
        TableCopy? copy = tables?.Take();
        try
        {
            return RunUnits(copy?.Spans ?? spans, first * _unit, Math.Min(_items, end * _unit));
        }
        finally
        {
            tables?.Return(copy);
        }
    }

    /// <inheritdoc/>
    protected sealed override bool TryStart(Action help) => processors.TryRunBeside(_held ??= () => processors.Work(help));
}
