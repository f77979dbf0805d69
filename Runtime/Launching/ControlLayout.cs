using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Migration;

namespace HmmGen.Launching;

/// <summary>Where in control memory the page tables, records and saved work items of a launch are.</summary>
internal sealed class ControlLayout
{
    private const long Alignment = 64;
    private readonly long[] _tables;

    /// <summary>Lays control memory out.</summary>
    /// <param name="descriptor">The kernel.</param>
    /// <param name="mirrors">The regions that need page tables.</param>
    /// <param name="chunk">The most work items in a chunk.</param>
    /// <param name="records">The most records of a wave.</param>
    /// <param name="saved">The most work items that are saved.</param>
    public ControlLayout(KernelDescriptor descriptor, IReadOnlyList<RegionMirror> mirrors, long chunk, int records, long saved)
    {
        long end = 0;
        long Take(long bytes)
        {
            long start = end;
            end = (end + bytes + Alignment - 1) / Alignment * Alignment;
            return start;
        }

        RecordCapacity = records;
        RecordCount = Take(8 + (long)records * FaultRecord.Size);
        Records = RecordCount + 8;
        Active = Take(saved * sizeof(int));
        States = Take(saved * descriptor.StateSize);
        Steps = Take(saved * sizeof(int));
        Scratch = Take(chunk * descriptor.ScratchSize);
        _tables = new long[mirrors.Count];
        for (int i = 0; i < _tables.Length; i++)
        {
            _tables[i] = Take(mirrors[i].PageCount * sizeof(int));
        }

        Bytes = Math.Max(Alignment, end);
    }

    /// <summary>The size of all.</summary>
    public long Bytes { get; }

    /// <summary>The number of records that there is room for.</summary>
    public int RecordCapacity { get; }

    /// <summary>The offset of the number of records; the records follow it.</summary>
    public long RecordCount { get; }

    /// <summary>The offset of the records.</summary>
    public long Records { get; }

    /// <summary>The offset of the list of slots to run.</summary>
    public long Active { get; }

    /// <summary>The offset of the saved work items.</summary>
    public long States { get; }

    /// <summary>The offset of what single steps note.</summary>
    public long Steps { get; }

    /// <summary>The offset of the small local arrays.</summary>
    public long Scratch { get; }

    /// <summary>The offset of a region's page table.</summary>
    /// <param name="mirror">The region's number.</param>
    /// <returns>The offset.</returns>
    public long Table(int mirror) => mirror < _tables.Length ? _tables[mirror] : 0;

    /// <summary>Tells a frame where things are.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>The frame.</returns>
    public LaunchFrame Place(LaunchFrame frame)
    {
        frame.RecordCapacity = RecordCapacity;
        frame.RecordCount = RecordCount;
        frame.Records = Records;
        frame.States = States;
        frame.Steps = Steps;
        frame.Scratch = Scratch;
        return frame;
    }

    /// <summary>Makes the memory.</summary>
    /// <param name="port">The device.</param>
    public void Reserve(DevicePort port) => port.Reserve(DeviceStorage.Control, Bytes);
}
