using System.Diagnostics;

namespace HmmGen.Tool.Measuring;

/// <summary>Measures the least time of several, since anything else on the machine only adds.</summary>
internal static class BestOf
{
    /// <summary>The least time.</summary>
    /// <param name="rounds">How often to measure.</param>
    /// <param name="action">What to measure.</param>
    /// <param name="before">What to do before each time; null for nothing.</param>
    /// <returns>Seconds.</returns>
    public static double Seconds(int rounds, Action action, Action? before = null)
    {
        double least = double.MaxValue;
        for (int round = 0; round < rounds; round++)
        {
            before?.Invoke();
            long started = Stopwatch.GetTimestamp();
            action();
            least = Math.Min(least, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return least;
    }
}
