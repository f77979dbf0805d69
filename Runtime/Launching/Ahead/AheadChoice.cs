namespace HmmGen.Launching.Ahead;

/// <summary>
/// Chooses for one kernel on one device whether the pages of the next chunk come beside a chunk or behind it. Both ways are tried and timed, and the faster
/// one is taken until both are tried again. Used under the launch lock of the device.
/// </summary>
/// <remarks>
/// A copy beside a kernel costs nothing where it has an engine of its own. Where both share the memory's bandwidth or a processor, it may cost more than it
/// saves. Nothing tells beforehand which it is, and what else the machine does changes it. A step is a chunk and the pages of the next one, so it is
/// the same work both ways.
/// </remarks>
internal sealed class AheadChoice
{
    /// <summary>The steps of each way that a trial times. Their median counts, so that a step that was interrupted does not.</summary>
    public const int TrialSteps = 9;

    /// <summary>
    /// The steps until the next trial, first and at most. Their number doubles, so that trials cost little in the end. Something else that runs may disturb a
    /// trial, and then the slower way is taken until the next one. So the next one comes within a few launches.
    /// </summary>
    public const int FirstPause = 64;

    /// <inheritdoc cref="FirstPause"/>
    public const int LongestPause = 256;

    private readonly double[] _turns = new double[TrialSteps];
    private readonly double[] _beside = new double[TrialSteps];
    private int _tried;
    private int _left;
    private int _pause = FirstPause;

    /// <summary>Whether the pages of the next step come beside it. A trial begins with the steps that take turns.</summary>
    public bool IsBeside { get; private set; }

    /// <summary>Notes a step that was done as <see cref="IsBeside"/> said.</summary>
    /// <param name="items">The work items of its chunk.</param>
    /// <param name="taken">The time that it took.</param>
    public void Note(long items, TimeSpan taken)
    {
        if (_left > 0)
        {
            _left--;
            IsBeside &= _left > 0;
            return;
        }

        (IsBeside ? _beside : _turns)[_tried++] = taken.TotalSeconds / items;
        if (_tried < TrialSteps)
        {
            return;
        }

        _tried = 0;
        if (!IsBeside)
        {
            IsBeside = true;
            return;
        }

        // Where both take the same time, the other thread is left to others.
        IsBeside = Median(_beside) < Median(_turns);
        _left = _pause;
        _pause = Math.Min(LongestPause, 2 * _pause);
    }

    private static double Median(double[] times)
    {
        Array.Sort(times);
        return times[TrialSteps / 2];
    }
}
