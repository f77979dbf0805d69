using System.Diagnostics;
using System.Runtime.InteropServices;
using HmmGen.Base;

namespace HmmGen;

/// <summary>A snapshot of the work of a device: in all, in launches, or for an array.</summary>
/// <remarks>
/// Snapshots do not change and may be used by any thread. Two snapshots with the same numbers are equal. Times have the resolution of <see cref="TimeSpan"/>,
/// 100 ns.
/// </remarks>
public sealed record HmmStatistics
{
    private readonly long[] _values;

    /// <summary>Makes a snapshot without any work: every number is 0.</summary>
    public HmmStatistics()
        : this(new long[(int)Counter.Count])
    {
    }

    /// <summary>Makes a snapshot.</summary>
    /// <param name="values">One number for each <see cref="Counter"/>. The snapshot owns the array from now on.</param>
    internal HmmStatistics(long[] values) => _values = values;

    /// <summary>The number of launches that ran work items.</summary>
    public long Launches => this[Counter.Launches];

    /// <summary>The number of starts of kernel code.</summary>
    /// <remarks>
    /// The host starts it once for a launch. A device starts it once for each chunk in a direct variant, and once for each round of faults in the resumable
    /// variant.
    /// </remarks>
    public long Waves => this[Counter.Waves];

    /// <summary>The number of read faults of work items on absent pages.</summary>
    public long ReadFaults => this[Counter.ReadFaults];

    /// <summary>The number of write faults of work items on absent pages.</summary>
    public long WriteFaults => this[Counter.WriteFaults];

    /// <summary>The number of write faults of work items on resident pages that were mapped for reading only.</summary>
    public long UpgradeFaults => this[Counter.UpgradeFaults];

    /// <summary>The number of pages served for faults. Many work items can wait for one page.</summary>
    public long PageFaults => this[Counter.PageFaults];

    /// <summary>The number of served pages that had been evicted before.</summary>
    public long Refaults => this[Counter.Refaults];

    /// <summary>The bytes copied to the device, from the host or from other devices.</summary>
    public long BytesIn => this[Counter.BytesIn];

    /// <summary>The part of <see cref="BytesIn"/> that came from other devices directly. What came from them by way of the host is not counted here.</summary>
    public long BytesFromPeers => this[Counter.BytesFromPeers];

    /// <summary>The bytes copied from the device to the host.</summary>
    public long BytesOut => this[Counter.BytesOut];

    /// <summary>The part of <see cref="BytesIn"/> that a plan or a prefetch call asked for.</summary>
    public long BytesPlanned => this[Counter.BytesPlanned];

    /// <summary>The part of <see cref="BytesIn"/> that a fault asked for.</summary>
    public long BytesDemanded => this[Counter.BytesDemanded];

    /// <summary>The part of <see cref="BytesIn"/> that was read ahead after a run of faults.</summary>
    public long BytesReadAhead => this[Counter.BytesReadAhead];

    /// <summary>The bytes of unwritten pages that the device cleared instead of copying.</summary>
    public long BytesCleared => this[Counter.BytesCleared];

    /// <summary>The number of pages evicted from the device to make room.</summary>
    public long Evictions => this[Counter.Evictions];

    /// <summary>The number of pages evicted without a copy, since the host had their contents.</summary>
    public long CleanDrops => this[Counter.CleanDrops];

    /// <summary>The number of reads by the host that needed pages from the device. Only transparent memory counts them.</summary>
    public long HostReadFaults => this[Counter.HostReadFaults];

    /// <summary>The number of writes by the host that needed pages from the device. Only transparent memory counts them.</summary>
    public long HostWriteFaults => this[Counter.HostWriteFaults];

    /// <summary>The number of pages of which the host got a copy to write while a launch wrote them too.</summary>
    public long Twins => this[Counter.Twins];

    /// <summary>The bytes that a launch had written on such pages (<see cref="Twins"/>) when they were merged.</summary>
    public long BytesMerged => this[Counter.BytesMerged];

    /// <summary>The time for the evaluation of access plans.</summary>
    public TimeSpan PlanningTime => Stopwatch.GetElapsedTime(0, this[Counter.PlanningTime]);

    /// <summary>The time for copying and clearing.</summary>
    public TimeSpan CopyingTime => Stopwatch.GetElapsedTime(0, this[Counter.CopyingTime]);

    /// <summary>
    /// The time in kernel code. On the host one in eight of equal launches of about a microsecond or less takes its time, and the others count the same: to look at
    /// the clock would take longer than they do.
    /// </summary>
    public TimeSpan RunningTime => Stopwatch.GetElapsedTime(0, this[Counter.RunningTime]);

    /// <summary>The time for serving faults, the copies for them included.</summary>
    public TimeSpan ServingTime => Stopwatch.GetElapsedTime(0, this[Counter.ServingTime]);

    /// <summary>The number of all faults of work items.</summary>
    public long Faults => ReadFaults + WriteFaults + UpgradeFaults;

    private long this[Counter counter] => _values[(int)counter];

    /// <summary>Subtracts an earlier snapshot from a later one: the work between the two.</summary>
    /// <param name="later">The later snapshot.</param>
    /// <param name="earlier">The earlier snapshot.</param>
    /// <returns>The difference of each number.</returns>
    /// <exception cref="ArgumentNullException">A snapshot is null.</exception>
    public static HmmStatistics operator -(HmmStatistics later, HmmStatistics earlier) => Combine(later, earlier, -1);

    /// <summary>Adds two snapshots, for example of two devices or of two launches.</summary>
    /// <param name="one">The first snapshot.</param>
    /// <param name="other">The second snapshot.</param>
    /// <returns>The sum of each number.</returns>
    /// <exception cref="ArgumentNullException">A snapshot is null.</exception>
    public static HmmStatistics operator +(HmmStatistics one, HmmStatistics other) => Combine(one, other, 1);

    /// <inheritdoc/>
    public bool Equals(HmmStatistics? other) => other is not null && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(MemoryMarshal.AsBytes(_values.AsSpan()));
        return hash.ToHashCode();
    }

    private static HmmStatistics Combine(HmmStatistics one, HmmStatistics other, int sign)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new HmmStatistics([.. one._values.Zip(other._values, (left, right) => left + (sign * right))]);
    }
}
