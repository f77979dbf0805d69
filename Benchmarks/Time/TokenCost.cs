using System.Diagnostics;

namespace HmmGen.Benchmarks.Time;

/// <summary>What it costs that a launch on the host can be cancelled, where work items are as short as can be.</summary>
internal static class TokenCost
{
    private const int Length = 1 << 24;
    private const int Rounds = 15;

    /// <summary>Measures.</summary>
    /// <returns>Milliseconds of a launch without a token and with one.</returns>
    public static async Task<(double Without, double With)> Measure()
    {
        float[] x = new float[Length];
        float[] y = new float[Length];
        using CancellationTokenSource source = new();
        double without = double.MaxValue;
        double with = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            without = Math.Min(without, await Launch(x, y, CancellationToken.None));
            with = Math.Min(with, await Launch(x, y, source.Token));
        }

        return (without, with);
    }

    private static async Task<double> Launch(float[] x, float[] y, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        await Kernels.SaxpyAsync(HmmDevice.Host, Length, 2, x, y, cancellationToken);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
