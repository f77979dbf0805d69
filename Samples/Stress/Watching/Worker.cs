using System.Diagnostics;

namespace HmmGen.Stress.Watching;

/// <summary>A thread that does one thing again and again, and says what.</summary>
/// <param name="name">Its name.</param>
internal abstract class Worker(string name)
{
    private volatile string _operation = "starting";
    private volatile bool _finished;
    private long _operations;
    private long _steps;
    private Thread? _thread;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>What it does.</summary>
    public string Operation => _operation;

    /// <summary>How much it has done.</summary>
    public long Operations => Interlocked.Read(ref _operations);

    /// <summary>Grows as long as there is progress.</summary>
    public long Steps => Interlocked.Read(ref _steps);

    /// <summary>Whether it has ended.</summary>
    public bool IsFinished => _finished;

    /// <summary>Why it ended early; null when it did not.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Starts it.</summary>
    /// <param name="over">Tells when the time is over; cancelled when the worker fails.</param>
    public void Start(CancellationTokenSource over)
    {
        _thread = new Thread(() => Run(over)) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Waits for it to end.</summary>
    public void Join() => _thread!.Join();

    /// <summary>Does something once.</summary>
    /// <returns>How many operations that was.</returns>
    protected abstract int Step();

    /// <summary>Says what is done from now on.</summary>
    /// <param name="operation">A constant.</param>
    protected void Say(string operation) => _operation = operation;

    /// <summary>Lets others work: few cores have many workers.</summary>
    protected void Rest()
    {
        Say("resting");
        Thread.Sleep((int)(_steps & 1));
    }

    private void Run(CancellationTokenSource over)
    {
        try
        {
            while (!over.IsCancellationRequested)
            {
                int done = Step();
                _operations += done;
                Interlocked.Increment(ref _steps);
            }
        }
        catch (Exception failure) when (!Debugger.IsAttached)
        {
            // Reported when everybody has ended; a run that fails ends early.
            Failure = failure;
            over.Cancel();
        }
        finally
        {
            _finished = true;
        }
    }
}
