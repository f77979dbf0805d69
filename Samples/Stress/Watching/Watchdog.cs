using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace HmmGen.Stress.Watching;

/// <summary>Ends the process when a worker makes no progress, after printing what every thread does.</summary>
/// <param name="workers">The workers.</param>
internal sealed class Watchdog(IReadOnlyList<Worker> workers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly long[] _steps = new long[workers.Count];
    private readonly long[] _seen = new long[workers.Count];
    private volatile bool _stopped;

    /// <summary>Starts watching.</summary>
    public void Start()
    {
        _seen.AsSpan().Fill(Stopwatch.GetTimestamp());
        new Thread(Watch) { IsBackground = true, Name = "watchdog" }.Start();
    }

    /// <summary>Stops watching.</summary>
    public void Stop() => _stopped = true;

    private void Watch()
    {
        while (!_stopped)
        {
            Thread.Sleep(Interval);
            for (int i = 0; i < workers.Count; i++)
            {
                long steps = workers[i].Steps;
                if (steps != _steps[i] || workers[i].IsFinished)
                {
                    _steps[i] = steps;
                    _seen[i] = Stopwatch.GetTimestamp();
                }
                else if (Stopwatch.GetElapsedTime(_seen[i]) > Patience && !_stopped)
                {
                    Console.WriteLine(Describe(workers[i]));
                    Console.Out.Flush();
                    Process.GetCurrentProcess().Kill();
                }
            }
        }
    }

    private string Describe(Worker stuck)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"HANG: {stuck.Name} makes no progress.");
        for (int i = 0; i < workers.Count; i++)
        {
            string state = workers[i].IsFinished ? "finished" : workers[i].Operation;
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{workers[i].Name}: {state}, {workers[i].Steps} steps, the last {Stopwatch.GetElapsedTime(_seen[i]).TotalSeconds:0.0} s ago");
        }

        return text.Append(ThreadStates.Of(Environment.ProcessId)).ToString();
    }
}
