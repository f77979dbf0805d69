using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Paging;

namespace HmmGen.Launching;

/// <summary>The counts of each kernel on a device. Thread safe.</summary>
internal sealed class KernelCounters
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long[]> _kernels = [];

    // Launches of one kernel often follow each other, and to look its name up takes a tenth of a small one.
    private string? _last;
    private long[] _lastSums = [];

    /// <summary>Adds the counts of a launch.</summary>
    /// <param name="kernel">The kernel's name.</param>
    /// <param name="own">What the launch counted itself: one number for each <see cref="Counter"/> before <see cref="Counter.FirstOfPages"/>.</param>
    /// <param name="start">The device's counts of pages when the launch got the device; null if it never did.</param>
    /// <param name="end">Those at its end; null together with <paramref name="start"/>.</param>
    public void Add(string kernel, ReadOnlySpan<long> own, PageCounts? start, PageCounts? end)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(kernel, _last))
            {
                _lastSums = CollectionsMarshal.GetValueRefOrAddDefault(_kernels, kernel, out _) ??= new long[(int)Counter.Count];
                _last = kernel;
            }

            Add(_lastSums, own, start, end);
        }
    }

    /// <summary>Adds the counts of a launch to sums.</summary>
    /// <param name="sums">The sums: one number for each <see cref="Counter"/>.</param>
    /// <param name="own">What the launch counted itself.</param>
    /// <param name="start">The device's counts of pages when the launch got the device; null if it never did.</param>
    /// <param name="end">Those at its end; null together with <paramref name="start"/>.</param>
    public static void Add(Span<long> sums, ReadOnlySpan<long> own, PageCounts? start, PageCounts? end)
    {
        for (int i = 0; i < own.Length; i++)
        {
            sums[i] += own[i];
        }

        if (start is not null)
        {
            end?.AddSince(start, sums);
        }
    }

    /// <summary>Removes all counts.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _kernels.Clear();
            _last = null;
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
