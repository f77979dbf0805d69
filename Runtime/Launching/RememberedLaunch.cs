using HmmGen.Launching.Ahead;
using HmmGen.Paging.Eviction;

namespace HmmGen.Launching;

/// <summary>A launch as its device remembers it: what it touched the last time, in which order, and which launch followed it.</summary>
internal sealed class RememberedLaunch
{
    private readonly List<IForeseenPart> _chunks = [];

    /// <summary>All pages that it touched.</summary>
    public IReadOnlyList<ForeseenPages> Pages { get; set; } = [];

    /// <summary>Whether what it overwrites was at home before it came again.</summary>
    public bool GoesHome { get; set; }

    /// <summary>Which regions the host takes home after it.</summary>
    public HomeGoing HomeGoing { get; } = new();

    /// <summary>The launch that followed it; null if none has.</summary>
    public RememberedLaunch? Next { get; set; }

    /// <summary>What it touched, in order: its first chunks, where they are known, and then all of it.</summary>
    public IEnumerable<IForeseenPart> Parts => _chunks.Append(new Part(Pages));

    /// <summary>Remembers what the first chunks touched.</summary>
    /// <remarks>
    /// To keep a page that is written saves a copy home too, if it does not go home anyway. So all regions that are written come first then.
    /// </remarks>
    /// <param name="chunks">The chunks, in the order in which they ran.</param>
    public void NoteChunks(IReadOnlyList<IReadOnlyList<ForeseenPages>> chunks)
    {
        _chunks.Clear();
        if (chunks.Count < 2)
        {
            return;
        }

        if (!GoesHome)
        {
            _chunks.Add(new Part([.. Pages.Where(static pages => pages.IsWritten)]));
        }

        _chunks.AddRange(chunks.Select(static pages => new Part(pages)));
    }

    private sealed class Part(IReadOnlyList<ForeseenPages> pages) : IForeseenPart
    {
        public IReadOnlyList<ForeseenPages> Pages => pages;

        public bool TryDivide(out IForeseenPart first, out IForeseenPart second)
        {
            (first, second) = (this, this);
            return false;
        }
    }
}
