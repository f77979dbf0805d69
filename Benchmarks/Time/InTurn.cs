using System.Diagnostics;

namespace HmmGen.Benchmarks.Time;

/// <summary>Times pieces of work that take turns, so that what else the machine does meets all of them alike.</summary>
internal static class InTurn
{
    private const int CallsToCompile = 40;
    private static readonly TimeSpan Shortest = TimeSpan.FromMicroseconds(250);
    private static readonly TimeSpan CompileTime = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Runs each until its code is compiled for good. Long runs get one phase: their loops are compiled while they run.</summary>
    /// <param name="runs">The pieces of work.</param>
    /// <param name="phases">How often: the compiler counts calls after a pause, and compiles beside the next ones.</param>
    public static void WarmUp(IReadOnlyList<Action> runs, int phases)
    {
        long begun = Stopwatch.GetTimestamp();
        for (int phase = 0; phase < phases && (phase == 0 || Stopwatch.GetElapsedTime(begun) < Patience); phase++)
        {
            foreach (Action run in runs)
            {
                long started = Stopwatch.GetTimestamp();
                for (int call = 0; call < CallsToCompile && Stopwatch.GetElapsedTime(started) < CompileTime; call++)
                {
                    run();
                }
            }

            Thread.Sleep(120);
        }
    }

    /// <summary>The least times.</summary>
    /// <param name="runs">The pieces of work.</param>
    /// <param name="rounds">The number of rounds, in each of which all take their turn.</param>
    /// <param name="time">When this time is over, no round begins but the first two.</param>
    /// <returns>Nanoseconds of one run of each.</returns>
    public static double[] Least(IReadOnlyList<Action> runs, int rounds, TimeSpan time)
    {
        double[] least = new double[runs.Count];
        Array.Fill(least, double.MaxValue);
        long started = Stopwatch.GetTimestamp();
        for (int round = 0; round < rounds && (round < 2 || Stopwatch.GetElapsedTime(started) < time); round++)
        {
            for (int run = 0; run < runs.Count; run++)
            {
                least[run] = Math.Min(least[run], Nanoseconds(runs[run]));
            }
        }

        return least;
    }

    /// <summary>Runs again and again.</summary>
    /// <param name="run">What to run.</param>
    /// <param name="times">How often.</param>
    public static void Repeat(Action run, int times)
    {
        for (int i = 0; i < times; i++)
        {
            run();
        }
    }

    /// <summary>The time of one run, from as many as take a while. Short rounds: some of them nobody interrupts.</summary>
    private static double Nanoseconds(Action run)
    {
        int times = 1;
        while (true)
        {
            long started = Stopwatch.GetTimestamp();
            Repeat(run, times);
            TimeSpan taken = Stopwatch.GetElapsedTime(started);
            if (taken > Shortest)
            {
                return taken.TotalNanoseconds / times;
            }

            times *= 4;
        }
    }
}
