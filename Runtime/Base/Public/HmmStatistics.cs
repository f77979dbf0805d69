using System.Runtime.InteropServices;
using HmmGen.Base;

namespace HmmGen;

/// <summary>What a device has done: in all, in launches, or for an array. A snapshot, which changes no more; two with the same numbers are equal.</summary>
public sealed record HmmStatistics
{
    private readonly long[] _values;

    /// <summary>Nothing was done: every number is 0.</summary>
    public HmmStatistics()
        : this(new long[(int)Counter.Count])
    {
    }

    /// <summary>Makes a snapshot.</summary>
    /// <param name="values">A number for each <see cref="Counter"/>; the snapshot's own from now on.</param>
    internal HmmStatistics(long[] values) => _values = values;

    /// <summary>Launches that ran work items.</summary>
    public long Launches => this[Counter.Launches];

    /// <summary>Times that kernel code was started: one a chunk in direct form, one a round of faults in resumable form.</summary>
    public long Waves => this[Counter.Waves];

    /// <summary>Faults of work items on pages that were absent, reading.</summary>
    public long ReadFaults => this[Counter.ReadFaults];

    /// <summary>Faults of work items on pages that were absent, writing.</summary>
    public long WriteFaults => this[Counter.WriteFaults];

    /// <summary>Faults of work items on pages that were there but mapped for reading only, writing.</summary>
    public long UpgradeFaults => this[Counter.UpgradeFaults];

    /// <summary>Pages served because of faults; many work items can wait for one page.</summary>
    public long PageFaults => this[Counter.PageFaults];

    /// <summary>Pages served that had been evicted before.</summary>
    public long Refaults => this[Counter.Refaults];

    /// <summary>Bytes copied from host to device.</summary>
    public long BytesIn => this[Counter.BytesIn];

    /// <summary>Bytes copied from device to host.</summary>
    public long BytesOut => this[Counter.BytesOut];

    /// <summary>The part of the bytes copied in that a plan or a prefetch call asked for.</summary>
    public long BytesPlanned => this[Counter.BytesPlanned];

    /// <summary>The part of the bytes copied in that a fault asked for.</summary>
    public long BytesDemanded => this[Counter.BytesDemanded];

    /// <summary>The part of the bytes copied in that followed a run of faults before being asked for.</summary>
    public long BytesReadAhead => this[Counter.BytesReadAhead];

    /// <summary>Bytes of never-written pages that were cleared on the device and not copied.</summary>
    public long BytesCleared => this[Counter.BytesCleared];

    /// <summary>Pages taken from the device to make room.</summary>
    public long Evictions => this[Counter.Evictions];

    /// <summary>Pages evicted without a copy, since the host had their contents.</summary>
    public long CleanDrops => this[Counter.CleanDrops];

    /// <summary>Touches by the host that found pages of the device in the way, reading. Counted where memory is transparent.</summary>
    public long HostReadFaults => this[Counter.HostReadFaults];

    /// <summary>Touches by the host that found pages of the device in the way, writing. Counted where memory is transparent.</summary>
    public long HostWriteFaults => this[Counter.HostWriteFaults];

    /// <summary>Pages of which the host was given a copy to write while a launch wrote them too.</summary>
    public long Twins => this[Counter.Twins];

    /// <summary>Bytes that a launch had written on such pages when they were merged.</summary>
    public long BytesMerged => this[Counter.BytesMerged];

    /// <summary>Time spent evaluating access plans.</summary>
    public TimeSpan PlanningTime => new(this[Counter.PlanningTime]);

    /// <summary>Time spent copying and clearing.</summary>
    public TimeSpan CopyingTime => new(this[Counter.CopyingTime]);

    /// <summary>Time spent in kernel code.</summary>
    public TimeSpan RunningTime => new(this[Counter.RunningTime]);

    /// <summary>Time spent serving faults, with the copies that this takes.</summary>
    public TimeSpan ServingTime => new(this[Counter.ServingTime]);

    /// <summary>All faults of work items.</summary>
    public long Faults => ReadFaults + WriteFaults + UpgradeFaults;

    private long this[Counter counter] => _values[(int)counter];

    /// <summary>What happened between two snapshots.</summary>
    /// <param name="later">The later snapshot.</param>
    /// <param name="earlier">The earlier snapshot.</param>
    /// <returns>The difference.</returns>
    public static HmmStatistics operator -(HmmStatistics later, HmmStatistics earlier) => Combine(later, earlier, -1);

    /// <summary>What happened on two devices, or in two launches, together.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    /// <returns>The sum.</returns>
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
