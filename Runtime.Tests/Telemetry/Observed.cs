using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Telemetry;

/// <summary>Launches whose reports the tests look for. Each test has a device name of its own, since tests run at the same time.</summary>
internal static class Observed
{
    /// <summary>The name of the simulated device of a number.</summary>
    public static string NameOf(int number) => $"Simulated {number}";

    /// <summary>A device that faults and evicts: eight pages fit.</summary>
    public static HmmDevice Device(int number)
        => HmmDevice.Simulated(new SimulatedOptions { Number = number, MemoryBudget = 8 * 4096, Variant = HmmKernelVariants.Resumable, Prefetch = false });

    /// <summary>Adds over three times as many pages as fit, with one fault or more for each.</summary>
    public static void Launch(HmmDevice device)
    {
        float[] x = new float[12 * 1024];
        Ops.Saxpy(device, x.Length, 1f, x, new float[12 * 1024]);
    }

    /// <summary>The same, measured by the caller too.</summary>
    public static HmmStatistics Measure(HmmDevice device)
    {
        float[] x = new float[12 * 1024];
        HmmMeasurement measurement = new();
        Ops.Saxpy(device, HmmExtent.Range(0, x.Length) with { Measurement = measurement }, 1f, x, new float[12 * 1024]);
        return measurement.Statistics;
    }

    /// <summary>The same, without blocking a thread.</summary>
    public static Task LaunchAsync(HmmDevice device)
    {
        float[] x = new float[12 * 1024];
        return Ops.SaxpyAsync(device, x.Length, 1f, x, new float[12 * 1024], TestContext.Current.CancellationToken);
    }

    /// <summary>Fails: an index is out of range.</summary>
    public static void Fail(HmmDevice device)
        => Assert.Throws<HmmAccessException>(() => Ops.Gather(device, 3, new[] { 0, 99, 1 }, new long[3], new long[3]));
}
