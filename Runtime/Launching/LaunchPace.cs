namespace HmmGen.Launching;

/// <summary>How many work items run before somebody looks up again: as many as take about a set time, by the time of those before.</summary>
internal sealed class LaunchPace
{
    /// <summary>The time between two looks at a cancellation token: a chunk whose items suddenly take three times as long still ends in time.</summary>
    public static readonly TimeSpan Attentive = TimeSpan.FromMilliseconds(15);

    /// <summary>Items may become dearer from one chunk to the next; so the size grows step by step.</summary>
    private const long Growth = 4;

    private const long Most = 1L << 40;

    private readonly TimeSpan _aim;
    private readonly long _least;

    /// <summary>Begins with the fewest items.</summary>
    /// <param name="aim">The time.</param>
    /// <param name="least">The fewest items.</param>
    public LaunchPace(TimeSpan aim, long least)
    {
        _aim = aim;
        _least = least;
        Limit = least;
    }

    /// <summary>The most items of the next piece.</summary>
    public long Limit { get; private set; }

    /// <summary>Notes how long a piece took.</summary>
    /// <param name="items">Its items.</param>
    /// <param name="taken">The time.</param>
    public void Note(long items, TimeSpan taken)
    {
        double fitting = items * (double)_aim.Ticks / Math.Max(1, taken.Ticks);
        Limit = Math.Max(_least, (long)Math.Min(fitting, Math.Min(Most, Limit * Growth)));
    }
}
