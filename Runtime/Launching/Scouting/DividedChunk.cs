using HmmGen.Base;

namespace HmmGen.Launching.Scouting;

/// <summary>Divides a chunk whose pages do not fit into halves, and these again, until the pages of each part fit.</summary>
/// <param name="chunk">The work items. To run them at once has failed.</param>
/// <param name="mayDivide">Whether work items that do not fit may be divided.</param>
/// <param name="tryRun">Runs some work items if their pages fit.</param>
internal sealed class DividedChunk(WorkBox chunk, Func<WorkBox, bool> mayDivide, Func<WorkBox, bool> tryRun)
{
    private readonly Stack<Part> _rest = [];

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
            if (part.Box != chunk && tryRun(part.Box))
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

    /// <summary>A part that waits.</summary>
    /// <param name="Box">Its work items.</param>
    /// <param name="Untouched">The largest part that begins with it, and of which no item has run when its turn comes.</param>
    /// <param name="Below">The number of waiting parts behind that one.</param>
    private readonly record struct Part(WorkBox Box, WorkBox Untouched, int Below);
}
