namespace HmmGen;

/// <summary>Collects what launches do: those whose extent names it by <see cref="HmmExtent.Measurement"/>.</summary>
/// <remarks>One for a launch measures that; one for several, also on several devices or at a time, measures them together. May be used from several threads.</remarks>
public sealed class HmmMeasurement
{
    private readonly Lock _gate = new();
    private HmmStatistics _statistics = new();

    /// <summary>
    /// What the launches have done that have ended, with those that failed: also the copies back at their end, of plain arrays for example. What the host's
    /// touches made the device do meanwhile counts as the launch's; what they make it do later, and prefetches, do not.
    /// </summary>
    public HmmStatistics Statistics
    {
        get
        {
            lock (_gate)
            {
                return _statistics;
            }
        }
    }

    /// <summary>Adds what a launch has done.</summary>
    /// <param name="launch">What it has done.</param>
    internal void Add(HmmStatistics launch)
    {
        lock (_gate)
        {
            _statistics += launch;
        }
    }
}
