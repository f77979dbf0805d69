using HmmGen;

// What each form of a program is asked: is the answer right on the host and on a device that is too small, and what is there.
const int Length = 1 << 20;
float[] x = new float[Length];
float[] y = new float[Length];
Array.Fill(x, 2f);
Kernels.Scale(HmmDevice.Default, Length, 3f, x, y);
Console.WriteLine($"default device: {y.All(value => value == 6f)}");

using HmmDevice small = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 64 << 10 });
using HmmArray<float> table = HmmSpace.Shared.Allocate<float>(Length);
table.Fill(1);
int[] wanted = [.. Enumerable.Range(0, 1024).Select(i => i * 1021 % Length)];
float[] sums = new float[wanted.Length];
Kernels.Gather(small, sums.Length, wanted, table, sums);
Console.WriteLine($"out of core: {sums.All(value => value == 1f) && small.Statistics.PageFaults > 0}");

try
{
    Kernels.Gather(small, sums.Length + 1, wanted, table, sums);
}
catch (HmmAccessException error)
{
    Console.WriteLine($"error: {error.Violation}");
}

Console.WriteLine($"fault service: {!HmmSpace.Shared.HostModeReason.Contains("hmmgen-faults", StringComparison.Ordinal)}");
bool isLeftOut = HmmDevice.DiscoveryReport.Any(line => line.Contains("are left out", StringComparison.Ordinal));
Console.WriteLine($"CUDA and OpenCL: {(isLeftOut ? "left out, with the reason" : "looked for")}");

static partial class Kernels
{
    [HmmKernel]
    public static void Scale(int i, float factor, ReadOnlySpan<float> x, Span<float> y) => y[i] = factor * x[i];

    [HmmKernel]
    public static void Gather(int i, ReadOnlySpan<int> wanted, ReadOnlySpan<float> table, Span<float> sums) => sums[i] = table[wanted[i]];
}
