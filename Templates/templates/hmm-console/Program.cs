using HmmGen;

// 64 MiB of data, and a device that has 4 MiB. HmmDevice.Default is the best device of this machine.
const int Length = 16 << 20;
using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 4 << 20 });

using HmmArray<float> table = HmmSpace.Shared.Allocate<float>(Length);
for (int i = 0; i < Length; i += 4096)
{
    table[i] = i / 4096;
}

// Which elements the kernel needs stands in memory. The part of the kernel that computes this, its scout, runs first and finds their pages. So these
// come together, ahead of the kernel, and none of its accesses is a page fault. The rest of the table stays where it is.
int[] wanted = [.. Enumerable.Range(0, 4096).Select(i => i * 4096)];
float[] sums = new float[wanted.Length];
Kernels.Gather(device, sums.Length, wanted, table, sums);

Console.WriteLine($"sum: {sums.Sum()}");
Console.WriteLine($"as plain C#: {sums.SequenceEqual(wanted.Select(i => table[i]))}");
HmmStatistics statistics = device.Statistics;
Console.WriteLine($"{statistics.BytesIn >> 20} of {table.Length * sizeof(float) >> 20} MiB came to a device of {device.MemoryBudget >> 20} MiB, with {statistics.PageFaults} page faults");
