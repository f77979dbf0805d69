using System.Diagnostics;

namespace HmmGen.Benchmarks.Migration;

/// <summary>How fast an array goes to a device and back, beside a copy of as many bytes.</summary>
/// <param name="ToDevice">GiB a second from the host, to be written there.</param>
/// <param name="ToHost">GiB a second back.</param>
/// <param name="Copy">GiB a second of a plain copy between two arrays.</param>
internal sealed record MigrationFigures(double ToDevice, double ToHost, double Copy)
{
    private const int Rounds = 15;

    /// <summary>Measures.</summary>
    /// <param name="mode">How the host shares the array.</param>
    /// <param name="pageSize">The size of the device's pages in bytes.</param>
    /// <param name="bytes">The array's size.</param>
    /// <returns>The best of several rounds.</returns>
    public static MigrationFigures Measure(HmmHostMode mode, int pageSize, long bytes)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = pageSize, MaxDegreeOfParallelism = 1 });
        using HmmArray<int> array = new HmmSpace(mode).Allocate<int>(bytes / sizeof(int));
        array.AsSpan().Fill(3);
        int[] source = new int[array.Length];
        int[] target = new int[array.Length];
        double toDevice = double.MaxValue;
        double toHost = double.MaxValue;
        double copy = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            toDevice = Math.Min(toDevice, Seconds(() => array.Prefetch(device, HmmRange.All, HmmPrefetch.ForWriting)));
            toHost = Math.Min(toHost, Seconds(() => array.Prefetch(HmmDevice.Host, HmmRange.All)));
            copy = Math.Min(copy, Seconds(() => source.CopyTo(target, 0)));
        }

        double size = bytes / (double)(1 << 30);
        return new MigrationFigures(size / toDevice, size / toHost, size / copy);
    }

    private static double Seconds(Action action)
    {
        long started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
