using HmmGen.Base;

namespace HmmGen.Launching.Scouting;

/// <summary>Divides a chunk whose pages do not fit into halves, and these again, until the pages of each part fit.</summary>
/// <remarks>
/// To find out that a part does not fit brings pages of it, and others leave for them. So parts that are larger than the last one that did not fit are divided
/// at once. After some parts that fit, larger ones are tried again: items may need fewer pages there.
/// </remarks>
/// <param name="chunk">The work items. To run them at once has failed.</param>
/// <param name="mayDivide">Whether work items that do not fit may be divided.</param>
/// <param name="tryRun">Runs some work items if their pages fit.</param>
internal sealed class DividedChunk(WorkBox chunk, Func<WorkBox, bool> mayDivide, Func<WorkBox, bool> tryRun)
{
    /// <summary>The parts that have to fit, one after another, before parts of twice their size are tried again.</summary>
    private const int Patience = 8;

    private readonly Stack<Part> _rest = [];
    private long _most = (chunk.Count + 1) / 2;
    private int _fitting;

    /// <summary>Runs all parts that fit, in order.</summary>
    /// <returns>
    /// The work items that did not run, in order and in between. The caller runs them before it asks for the next ones. If the first part shows that dividing
    /// is of no use, nothing has run, and all items are left together.
    /// </returns>
    public IEnumerable<WorkBox> Left()
    {
        Part part = new(chunk, chunk, Below: 0);
        do
        {
            if (part.Box != chunk && IsTried(part.Box) && TryRun(part.Box))
            {
                continue;
            }

            if (mayDivide(part.Box))
            {
                (WorkBox before, WorkBox after) = part.Box.Halve();
                _rest.Push(new Part(after, after, _rest.Count));
                _rest.Push(part with { Box = before });
                continue;
            }

            while (_rest.Count > part.Below)
            {
                _rest.Pop();
            }

            yield return part.Untouched;
        }
        while (_rest.TryPop(out part));
    }

    /// <summary>Whether a part may fit. Halves differ a little in size, so one of a few items more than the limit is tried too.</summary>
    private bool IsTried(WorkBox box) => box.Count < _most + _most / 2 || !mayDivide(box);

    private bool TryRun(WorkBox box)
    {
        if (!tryRun(box))
        {
            _most = Math.Min(_most, (box.Count + 1) / 2);
            _fitting = 0;
            return false;
        }

        if (++_fitting == Patience)
        {
            _most = Math.Max(_most, 2 * box.Count);
            _fitting = 0;
        }

        return true;
    }

    /// <summary>A part that waits.</summary>
    /// <param name="Box">Its work items.</param>
    /// <param name="Untouched">The largest part that begins with it, and of which no item has run when its turn comes.</param>
    /// <param name="Below">The number of waiting parts behind that one.</param>
    private readonly record struct Part(WorkBox Box, WorkBox Untouched, int Below);
}
