using System.Diagnostics;

namespace HmmGen.Tool.Measuring;

/// <summary>Measures the median of several times. The first run warms up and does not count.</summary>
internal static class MedianTime
{
    /// <summary>The median time.</summary>
    /// <param name="rounds">How often to measure.</param>
    /// <param name="action">What to measure.</param>
    /// <param name="before">What to do before each time; null for nothing.</param>
    /// <returns>Seconds.</returns>
    public static double Seconds(int rounds, Action action, Action? before = null)
    {
        List<double> times = [];
        for (int round = 0; round <= rounds; round++)
        {
            before?.Invoke();
            long started = Stopwatch.GetTimestamp();
            action();
            times.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return Of(times[1..]);
    }

    /// <summary>The median of times.</summary>
    /// <param name="times">The times, one at least.</param>
    /// <returns>The middle one; the mean of the two in the middle where their number is even.</returns>
    public static double Of(IEnumerable<double> times)
    {
        double[] sorted = [.. times.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
