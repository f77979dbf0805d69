using System.Diagnostics;

namespace HmmGen.Benchmarks.Time;

/// <summary>Times pieces of work that take turns, so that what else the machine does meets all of them alike.</summary>
internal static class InTurn
{
    private const int CallsToCompile = 40;

    // A run that takes less than this part of its time in the phase before still becomes faster.
    private const double Settled = 0.9;

    private static readonly TimeSpan Shortest = TimeSpan.FromMicroseconds(250);
    private static readonly TimeSpan CompileTime = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Runs each until its code is compiled for good. Long runs get one phase: their loops are compiled while they run.</summary>
    /// <param name="runs">The pieces of work.</param>
    /// <param name="phases">
    /// How often at least: the compiler counts calls after a pause, and compiles beside the next ones. With more than one there are further phases while a run
    /// still becomes faster. What runs first in a process needs them, since all of the library is compiled then.
    /// </param>
    public static void WarmUp(IReadOnlyList<Action> runs, int phases)
    {
        long begun = Stopwatch.GetTimestamp();
        double[] before = new double[runs.Count];
        Array.Fill(before, double.MaxValue);
        bool isSettled = false;
        for (int phase = 0; (phase < phases || (phases > 1 && !isSettled)) && (phase == 0 || Stopwatch.GetElapsedTime(begun) < Patience); phase++)
        {
            isSettled = true;
            for (int run = 0; run < runs.Count; run++)
            {
                long started = Stopwatch.GetTimestamp();
                int calls = 0;
                for (; calls < CallsToCompile && Stopwatch.GetElapsedTime(started) < CompileTime; calls++)
                {
                    runs[run]();
                }

                double now = Stopwatch.GetElapsedTime(started).TotalNanoseconds / calls;
                isSettled &= now > before[run] * Settled;
                before[run] = Math.Min(before[run], now);
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
