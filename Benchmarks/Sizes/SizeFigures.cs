using System.Diagnostics;

namespace HmmGen.Benchmarks.Sizes;

/// <summary>What it costs to use 5,000 elements of an array, each way that an array is used.</summary>
/// <param name="Launch">Milliseconds of a launch that fills them, their pages being there.</param>
/// <param name="Prefetch">Milliseconds of a prefetch of them, their pages being there.</param>
/// <param name="Snapshot">Milliseconds of a snapshot of the whole array.</param>
/// <param name="Protect">Milliseconds of a protection of them that is taken back at once.</param>
/// <param name="First">Milliseconds of the first launch, which makes the device's books.</param>
internal sealed record SizeFigures(double Launch, double Prefetch, double Snapshot, double Protect, double First)
{
    private const int Elements = 5000;
    private const int Rounds = 3000;

    /// <summary>The sizes, in bytes, and their names.</summary>
    public static (long Bytes, string Name)[] Sizes { get; } = [(1L << 20, "1 MiB"), (1L << 30, "1 GiB"), (1L << 40, "1 TiB")];

    /// <summary>Measures.</summary>
    /// <param name="mode">How the host shares the array.</param>
    /// <param name="budget">The device's memory.</param>
    /// <param name="bytes">The array's size.</param>
    /// <returns>The figures.</returns>
    public static SizeFigures Measure(HmmHostMode mode, long budget, long bytes)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = budget, MaxDegreeOfParallelism = 1 });
        HmmSpace space = new(mode);
        Fill(space, device, bytes).Dispose();
        long started = Stopwatch.GetTimestamp();
        using HmmArray<int> array = Fill(space, device, bytes);
        double first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        HmmRange used = (array.Length / 2, array.Length / 2 + Elements);
        return new SizeFigures(
            Least(() => Kernels.Fill(device, Elements, 7, Part(array))),
            Least(() => array.Prefetch(device, used)),
            Least(() => array.Snapshot(device, HmmRange.All)),
            Least(() =>
            {
                array.Protect(used, HmmProtection.ReadOnly);
                array.Protect(used, HmmProtection.ReadWrite);
            }),
            first);
    }

    /// <summary>As much of the array as a launch can take, or all of it; the elements in use are in the middle.</summary>
    private static HmmArray<int> Part(HmmArray<int> array) => array.Slice(array.Length / 2, Math.Min(array.Length / 2, int.MaxValue));

    private static HmmArray<int> Fill(HmmSpace space, HmmDevice device, long bytes)
    {
        HmmArray<int> array = space.Allocate<int>(bytes / sizeof(int));
        Kernels.Fill(device, Elements, 7, Part(array));
        return array;
    }

    /// <summary>The least of many, since anything else on the machine only adds; few where each takes long.</summary>
    private static double Least(Action action)
    {
        double least = double.MaxValue;
        double total = 0;
        for (int round = 0; round < Rounds && total < 2000; round++)
        {
            long started = Stopwatch.GetTimestamp();
            action();
            double taken = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            least = Math.Min(least, taken);
            total += taken;
        }

        return least;
    }
}
