using System.Runtime.InteropServices;

namespace HmmGen.Launching;

/// <summary>What each kernel has done on a device.</summary>
internal sealed class KernelCounters
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long[]> _kernels = [];

    /// <summary>Adds what a launch has done.</summary>
    /// <param name="kernel">The kernel's name.</param>
    /// <param name="values">A number for each <see cref="Base.Counter"/>.</param>
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

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _kernels.Clear();
        }
    }

    /// <summary>Takes a snapshot.</summary>
    /// <returns>What each kernel has done that has been launched, by its name.</returns>
    public IReadOnlyDictionary<string, HmmStatistics> Snapshot()
    {
        lock (_gate)
        {
            return _kernels.ToDictionary(static entry => entry.Key, static entry => new HmmStatistics([.. entry.Value]));
        }
    }
}
