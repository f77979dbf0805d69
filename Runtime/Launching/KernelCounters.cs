using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Paging;

namespace HmmGen.Launching;

/// <summary>The counts of each kernel on a device, and those of the whole device. Thread safe.</summary>
internal sealed class KernelCounters : IEndedCounts
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long[]> _kernels = [];

    // One sum under a lock that is taken anyway costs less than three interlocked additions.
    private readonly long[] _ended = new long[(int)Counter.FirstOfPages];

    // Launches of one kernel often follow each other, and to look its name up takes a tenth of a small one.
    private string? _last;
    private long[] _lastSums = [];

    /// <summary>Makes counts that are zero.</summary>
    public KernelCounters() => Whole = new Counters(ended: this);

    /// <summary>The running counts of the device.</summary>
    public Counters Whole { get; }

    /// <summary>Adds the counts of a launch, which <see cref="Whole"/> has already.</summary>
    /// <param name="kernel">The kernel's name.</param>
    /// <param name="own">What the launch counted itself: one number for each <see cref="Counter"/> before <see cref="Counter.FirstOfPages"/>.</param>
    /// <param name="start">The device's counts of pages when the launch got the device; null if it never did.</param>
    /// <param name="end">Those at its end; null together with <paramref name="start"/>.</param>
    public void Add(string kernel, ReadOnlySpan<long> own, PageCounts? start, PageCounts? end)
    {
        lock (_gate)
        {
            Add(SumsOf(kernel), own, start, end);
        }
    }

    /// <summary>Adds a launch without pages, also to <see cref="Whole"/>, which knows nothing of it yet.</summary>
    /// <param name="kernel">The kernel's name.</param>
    /// <param name="waves">Its waves.</param>
    /// <param name="running">How long they ran, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
    public void AddEnded(string kernel, long waves, long running)
    {
        lock (_gate)
        {
            AddLaunch(SumsOf(kernel), waves, running);
            AddLaunch(_ended, waves, running);
        }
    }

    /// <inheritdoc/>
    public void AddTo(Span<long> sums)
    {
        lock (_gate)
        {
            AddTo(sums, _ended);
        }
    }

    /// <summary>Adds the counts of a launch to sums.</summary>
    /// <param name="sums">The sums: one number for each <see cref="Counter"/>.</param>
    /// <param name="own">What the launch counted itself.</param>
    /// <param name="start">The device's counts of pages when the launch got the device; null if it never did.</param>
    /// <param name="end">Those at its end; null together with <paramref name="start"/>.</param>
    public static void Add(Span<long> sums, ReadOnlySpan<long> own, PageCounts? start, PageCounts? end)
    {
        AddTo(sums, own);
        if (start is not null)
        {
            end?.AddSince(start, sums);
        }
    }

    /// <summary>Removes the counts of each kernel. Those of the device stay.</summary>
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

    private static void AddTo(Span<long> sums, ReadOnlySpan<long> own)
    {
        for (int i = 0; i < own.Length; i++)
        {
            sums[i] += own[i];
        }
    }

    private static void AddLaunch(Span<long> sums, long waves, long running)
    {
        sums[(int)Counter.Launches]++;
        sums[(int)Counter.Waves] += waves;
        sums[(int)Counter.RunningTime] += running;
    }

    private Span<long> SumsOf(string kernel)
    {
        if (!ReferenceEquals(kernel, _last))
        {
            _lastSums = CollectionsMarshal.GetValueRefOrAddDefault(_kernels, kernel, out _) ??= new long[(int)Counter.Count];
            _last = kernel;
        }

        return _lastSums;
    }
}
