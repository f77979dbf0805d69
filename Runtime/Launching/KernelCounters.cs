using System.Runtime.InteropServices;

namespace HmmGen.Launching;

/// <summary>The counts of each kernel on a device. Thread safe.</summary>
internal sealed class KernelCounters
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long[]> _kernels = [];

    /// <summary>Adds the counts of a launch.</summary>
    /// <param name="kernel">The kernel's name.</param>
    /// <param name="values">One number for each <see cref="Base.Counter"/>.</param>
    public void Add(string kernel, ReadOnlySpan<long> values)
    {
        lock (_gate)
        {
            long[] sums = CollectionsMarshal.GetValueRefOrAddDefault(_kernels, kernel, out _) ??= new long[values.Length];
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += values[i];
            }
        }
    }

    /// <summary>Removes all counts.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _kernels.Clear();
        }
    }

    /// <summary>Takes a snapshot of all counts.</summary>
    /// <returns>The counts of each kernel that was launched, by the kernel's name.</returns>
    public IReadOnlyDictionary<string, HmmStatistics> Snapshot()
    {
        lock (_gate)
        {
            return _kernels.ToDictionary(static entry => entry.Key, static entry => new HmmStatistics([.. entry.Value]));
        }
    }
}
