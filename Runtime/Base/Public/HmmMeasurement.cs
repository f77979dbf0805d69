namespace HmmGen;

/// <summary>Collects the statistics of all launches whose extent names it in <see cref="HmmExtent.Measurement"/>.</summary>
/// <remarks>
/// Give one measurement to one launch to measure that launch. Give it to several launches, also on several devices or at the same time, to measure them
/// together. Any thread may use it at any time.
/// </remarks>
public sealed class HmmMeasurement
{
    private readonly Lock _gate = new();
    private readonly HmmMeasurement? _other;
    private HmmStatistics _statistics = new();

    /// <summary>Makes a measurement of no launch yet.</summary>
    public HmmMeasurement()
    {
    }

    /// <summary>Makes a measurement that passes on what it measures.</summary>
    /// <param name="other">The measurement that measures the same launches too; null for none.</param>
    internal HmmMeasurement(HmmMeasurement? other) => _other = other;

    /// <summary>The sum of the statistics of all launches that have ended, failed launches included.</summary>
    /// <remarks>
    /// The sum includes the copies back at the end of a launch, for example of plain arrays. The work of the device for touches by the host during a launch
    /// counts as work of the launch. The work for later touches and for prefetches does not count.
    /// </remarks>
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

    /// <summary>Adds the statistics of a launch.</summary>
    /// <param name="launch">The statistics of the launch.</param>
    internal void Add(HmmStatistics launch)
    {
        lock (_gate)
        {
            _statistics += launch;
        }

        _other?.Add(launch);
    }
}
