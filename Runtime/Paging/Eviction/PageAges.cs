namespace HmmGen.Paging.Eviction;

/// <summary>
/// Counts how often pages are used. A use counts half as much when pages of four times the budget have been used after it. So the count remembers more than
/// the device holds, and what was used often long ago leaves in the end.
/// </summary>
/// <remarks>
/// The count of a page is 2^(score - now). One more use makes the score log2(2^(score - now) + 1) + now. As time goes on, no score has to change: only
/// <c>now</c> does. A page that leaves the device keeps its score.
/// </remarks>
/// <param name="pool">The frames.</param>
internal sealed class PageAges(FramePool pool)
{
    /// <summary>A use counts half as much after so many budgets of uses.</summary>
    private const double HalfLife = 4;

    /// <summary>The most half-lives that pass while one launch runs again and again.</summary>
    private const double LongestRepetition = 4;

    /// <summary>The time. Pages that were never used have the score 0, which is 2^-64 uses at the first time.</summary>
    private double _now = 64;

    private int _launch = 1;
    private long _usedFrames;
    private float _lastScore = float.NaN;
    private float _lastResult;

    /// <summary>Begins a launch, in which all pages count anew.</summary>
    public void BeginLaunch()
    {
        _launch++;
        PassTime();
    }

    /// <summary>Lets time pass by what was used since the last call. What is used between two calls counts as used together.</summary>
    public void PassTime()
    {
        _now += _usedFrames / (HalfLife * Math.Max(1, pool.Capacity));
        _usedFrames = 0;
        _lastScore = float.NaN;
    }

    /// <summary>
    /// Notes the use of a page. It counts once a launch: how often work items of one launch come back to a page says nothing of the next launch. Within the
    /// launch it makes the page recent.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="arrives">Whether the page was not on the device.</param>
    public void Note(MirroredPage page, bool arrives)
    {
        ref PageScore score = ref page.Mirror.ScoreOf(page.Number);
        bool counts = score.Launch != _launch;
        score = counts ? new PageScore(WithOneMore(score.Uses), _launch) : score with { Uses = Math.Max(score.Uses, (float)_now) };
        _usedFrames += counts || arrives ? page.Mirror.Geometry.Frames : 0;
    }

    /// <summary>Notes the uses by a launch that has run some times in a row, as if each time had been noted.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="times">How often it has run.</param>
    public void NoteRepeated(IReadOnlyList<MirroredPage> pages, int times)
    {
        // Time passes with each run. So the earlier runs count less, and together they count as a geometric series. More than a few half-lives change nothing
        // but the clock, whose fractions would get lost.
        double step = pages.Sum(static page => page.Mirror.Geometry.Frames) / (HalfLife * Math.Max(1, pool.Capacity));
        double passed = Math.Min(LongestRepetition, times * step);
        double uses = Math.Min(times, (1 - Math.Pow(2, -passed)) / (1 - Math.Pow(2, -step)));
        PassTime();
        _now += passed;
        foreach (MirroredPage page in pages)
        {
            ref PageScore score = ref page.Mirror.ScoreOf(page.Number);
            score = score with { Uses = (float)(Math.Log2(UsesOf(score.Uses) + uses) + _now) };
        }
    }

    /// <summary>The score of a page: the higher, the more and the later it was used. It is not negative.</summary>
    /// <param name="page">The page.</param>
    /// <returns>The score.</returns>
    public float ScoreOf(MirroredPage page) => page.Mirror.ScoreOf(page.Number).Uses;

    /// <summary>The number of uses that a score stands for, as of now.</summary>
    /// <param name="score">The score.</param>
    /// <returns>The number; a fraction, since old uses count less.</returns>
    public double UsesOf(float score) => Math.Pow(2, score - _now);

    private float WithOneMore(float score)
    {
        // Neighbouring pages mostly have the same score.
        if (score != _lastScore)
        {
            _lastScore = score;
            _lastResult = (float)(Math.Log2(UsesOf(score) + 1) + _now);
        }

        return _lastResult;
    }
}
