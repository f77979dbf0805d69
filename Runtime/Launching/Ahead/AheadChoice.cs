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
    /// <summary>
    /// The steps of a trial: rounds of some steps in turn and as many beside. So what else the machine does for a while slows both ways.
    /// </summary>
    public const int TrialSteps = Rounds * 2 * StepsInRow;

    /// <summary>The steps of one way in a row. The first one is not timed: it may wait for the other thread to wake.</summary>
    public const int StepsInRow = 4;

    private const int Rounds = 3;

    /// <summary>
    /// The steps until the next trial, first and at most. Their number doubles, so that trials cost little in the end. Something else that runs may disturb a
    /// trial, and then the slower way is taken until the next one. So the next one comes within a few launches, and soon after a trial that changed the way:
    /// a disturbed trial mostly does.
    /// </summary>
    public const int FirstPause = 64;

    /// <inheritdoc cref="FirstPause"/>
    public const int LongestPause = 256;

    private readonly List<double> _turns = [];
    private readonly List<double> _beside = [];
    private int _tried;
    private int _left;
    private int _pause = FirstPause;
    private bool _wasBeside;

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

        if (_tried++ % StepsInRow != 0)
        {
            (IsBeside ? _beside : _turns).Add(taken.TotalSeconds / items);
        }

        IsBeside = _tried / StepsInRow % 2 == 1;
        if (_tried < TrialSteps)
        {
            return;
        }

        // Where both take the same time, the other thread is left to others.
        IsBeside = Median(_beside) < Median(_turns);
        _turns.Clear();
        _beside.Clear();
        _tried = 0;
        _left = IsBeside == _wasBeside ? _pause : FirstPause;
        _pause = Math.Min(LongestPause, 2 * _left);
        _wasBeside = IsBeside;
    }

    /// <summary>The median, so that a step that was interrupted does not count.</summary>
    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }
}
