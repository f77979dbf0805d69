namespace HmmGen.Launching;

/// <summary>How many work items run between two checks: as many as take about a set time, judged by the items before.</summary>
internal sealed class LaunchPace
{
    /// <summary>The time between two checks of a cancellation token. A chunk whose items take three times as long still ends within 50 ms.</summary>
    public static readonly TimeSpan Attentive = TimeSpan.FromMilliseconds(15);

    /// <summary>The limit grows by at most this factor at a time, since items may take longer from one chunk to the next.</summary>
    private const long Growth = 4;

    private const long Most = 1L << 40;

    private readonly TimeSpan _aim;
    private readonly long _least;

    /// <summary>Starts with the fewest items as the limit.</summary>
    /// <param name="aim">The time between two checks.</param>
    /// <param name="least">The fewest items.</param>
    public LaunchPace(TimeSpan aim, long least)
    {
        _aim = aim;
        _least = least;
        Limit = least;
    }

    /// <summary>The most items until the next check.</summary>
    public long Limit { get; private set; }

    /// <summary>Notes how long the last items took, and sets the limit by it.</summary>
    /// <param name="items">The number of items.</param>
    /// <param name="taken">The time.</param>
    public void Note(long items, TimeSpan taken)
    {
        double fitting = items * (double)_aim.Ticks / Math.Max(1, taken.Ticks);
        Limit = Math.Max(_least, (long)Math.Min(fitting, Math.Min(Most, Limit * Growth)));
    }
}
