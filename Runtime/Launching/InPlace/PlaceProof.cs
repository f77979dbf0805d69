using HmmGen.Launching.Scouting;

namespace HmmGen.Launching.InPlace;

/// <summary>
/// Decides whether a launch in place reads a copy of the elements from which its kernel computes its indices. A run over the copy that meets no error proves
/// all indices. Equal launches after it need no checks, while the caller's memory holds the same. One for each kernel of a device; used under the launch lock.
/// </summary>
internal sealed class PlaceProof
{
    /// <summary>The most bytes that are copied for a kernel.</summary>
    private const long MostBytes = 64 << 20;

    /// <summary>The equal launches that check their indices in the caller's memory. The least time of them is the one to beat.</summary>
    private const int PlainRuns = 2;

    /// <summary>The launches without checks after which their times count.</summary>
    private const int TrialRuns = 3;

    private const int MostSkipped = 64;

    /// <summary>
    /// The launches without checks after which both times are taken again, first and at most. The first launches are slow for reasons of their own: the driver
    /// compiles, and pages are touched for the first time.
    /// </summary>
    private const int FirstAgain = 4;
    private const int MostAgain = 64;

    private LoadedCopy? _copy;
    private bool _isProven;
    private bool _isUnused;
    private bool _counts;
    private int _runs;
    private int _skipped;
    private int _penalty;
    private int _trials;
    private int _again = FirstAgain;
    private TimeSpan _plain = TimeSpan.MaxValue;
    private TimeSpan _proven = TimeSpan.MaxValue;

    /// <summary>The copy that the launch reads; null when it reads the caller's memory.</summary>
    public LoadedCopy? Copy { get; private set; }

    /// <summary>Whether the launch needs no checks.</summary>
    public bool IsProven => Copy is not null && _isProven;

    /// <summary>Begins a launch. What it may touch is on the host.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="isPossible">Whether a run without an error proves its indices (<see cref="IndexProof"/>).</param>
    public void Begin(PlacedLaunch launch, bool isPossible)
    {
        Copy = null;
        _counts = isPossible && LoadedCopy.BytesOf(launch) <= MostBytes;
        if (!_counts)
        {
            return;
        }

        if (_copy is null || !_copy.IsOf(launch))
        {
            Start(launch);
        }

        if (_runs < PlainRuns || _skipped > 0)
        {
            _runs++;
            _skipped = Math.Max(0, _skipped - 1);
            return;
        }

        if (!_copy!.Agrees(launch))
        {
            if (_isUnused)
            {
                // No launch came between two changes. So the copy was for nothing.
                _isUnused = false;
                Skip();
                return;
            }

            _isProven = false;
            _isUnused = true;
            _copy.Fill(launch);
        }

        Copy = _copy;
    }

    /// <summary>Ends a launch that has met no error.</summary>
    /// <param name="taken">The time that it took, from <see cref="Begin"/> on.</param>
    public void End(TimeSpan taken)
    {
        if (!_counts)
        {
            return;
        }

        if (Copy is null)
        {
            _plain = taken < _plain ? taken : _plain;
            return;
        }

        if (!_isProven)
        {
            _isProven = true;
            return;
        }

        _isUnused = false;
        _proven = taken < _proven ? taken : _proven;
        if (++_trials < TrialRuns)
        {
            return;
        }

        if (_proven > _plain)
        {
            // To compare the elements takes longer than to check the indices.
            Skip();
            Measure();
        }
        else
        {
            _penalty = 0;
            if (_trials >= TrialRuns + _again)
            {
                _again = Math.Min(MostAgain, 2 * _again);
                _runs = 0;
                Measure();
            }
        }
    }

    private void Start(PlacedLaunch launch)
    {
        _copy = new LoadedCopy(launch);
        _isProven = false;
        _isUnused = false;
        _runs = 0;
        _again = FirstAgain;
        Measure();
    }

    private void Skip()
    {
        _penalty = Math.Clamp(_penalty * 2, 1, MostSkipped);
        _skipped = _penalty;
    }

    private void Measure()
    {
        _trials = 0;
        _plain = TimeSpan.MaxValue;
        _proven = TimeSpan.MaxValue;
    }
}
