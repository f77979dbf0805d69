// Safety: the stack buffer of ReadRecords is not cleared. The device's bytes fill the part of it that is read.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Launching.Scouting;

namespace HmmGen.Launching;

/// <summary>
/// The layout of a launch's control memory: records, saved work items and small local arrays. All code that needs one of these offsets or sizes
/// takes it from here.
/// </summary>
internal sealed class ControlLayout
{
    /// <summary>The most records of a wave: one for each item of a resumable chunk.</summary>
    private const long MostRecords = 1 << 16;

    /// <summary>The most records where the items of a chunk are scattered.</summary>
    private const long MostScattered = 1 << 18;

    /// <summary>The most slots: a record holds its slot as <see cref="int"/>.</summary>
    private const long MostSlots = 1 << 30;

    /// <summary>The most bytes for the states of a chunk's items. Their small local arrays may have as many bytes again.</summary>
    private const long MostBytes = 64L << 20;

    private const long Alignment = 64;
    private readonly int _scratchSize;
    private readonly int _recordCapacity;
    private readonly long _recordCount;
    private readonly long _states;
    private readonly long _steps;
    private readonly long _scratch;

    /// <summary>Lays control memory out.</summary>
    /// <param name="descriptor">The kernel.</param>
    /// <param name="launch">The work items of the launch.</param>
    /// <param name="chunk">The most work items in a chunk.</param>
    /// <param name="saved">The most work items that are saved at a time.</param>
    public ControlLayout(KernelDescriptor descriptor, long launch, long chunk, long saved)
    {
        long end = 0;
        long Take(long bytes)
        {
            long start = end;
            end = (end + bytes + Alignment - 1) / Alignment * Alignment;
            return start;
        }

        _scratchSize = descriptor.ScratchSize;
        _recordCapacity = (int)Math.Min(launch, Math.Max(saved, MostRecords));
        _recordCount = Take(ItemRecord.CountBytes + (long)_recordCapacity * ItemRecord.Size);
        Active = Take(saved * sizeof(int));
        _states = Take(saved * descriptor.StateSize);
        _steps = Take(saved * sizeof(int));
        _scratch = Take(chunk * descriptor.ScratchSize);
        Bytes = end;
    }

    /// <summary>The size of the control memory in bytes.</summary>
    public long Bytes { get; }

    /// <summary>The offset of the list of slots to run.</summary>
    public long Active { get; }

    /// <summary>The most work items of a chunk that control memory has room for.</summary>
    /// <param name="descriptor">The kernel.</param>
    /// <returns>The number of items, if none of them is ever saved.</returns>
    public static long MostItems(KernelDescriptor descriptor)
        => descriptor.ScratchSize > 0 ? Math.Max(1, MostBytes / descriptor.ScratchSize) : MostSlots;

    /// <summary>The most work items of a kernel that can be saved at a time.</summary>
    /// <param name="descriptor">The kernel.</param>
    /// <param name="many">Whether the items are scattered.</param>
    /// <returns>The number of items.</returns>
    public static long MostSaved(KernelDescriptor descriptor, bool many)
        => Math.Min(Math.Min(MostItems(descriptor), many ? MostScattered : MostRecords), Math.Max(1, MostBytes / Math.Max(8, descriptor.StateSize)));

    /// <summary>Writes the offsets of records, states and small local arrays into a wave.</summary>
    /// <param name="wave">The wave.</param>
    /// <returns>The wave.</returns>
    public Wave Place(Wave wave)
    {
        wave.RecordCapacity = _recordCapacity;
        wave.RecordCount = _recordCount;
        wave.Records = _recordCount + ItemRecord.CountBytes;
        wave.States = _states;
        wave.Steps = _steps;
        wave.Scratch = _scratch;
        return wave;
    }

    /// <summary>Writes the offsets into a wave of which one slot runs alone. Control memory then has room for one item only.</summary>
    /// <param name="wave">The wave.</param>
    /// <param name="slot">The slot.</param>
    /// <returns>The wave.</returns>
    public Wave PlaceAlone(Wave wave, long slot)
    {
        // The kernel adds slot * ScratchSize to the offset of its small local arrays.
        Wave placed = Place(wave);
        placed.Scratch -= slot * _scratchSize;
        return placed;
    }

    /// <summary>Clears the records of earlier waves.</summary>
    /// <param name="port">The device.</param>
    public void ClearRecords(DevicePort port) => port.ClearControl(_recordCount, ItemRecord.CountBytes);

    /// <summary>Reads what the items of a scout left in place of records.</summary>
    /// <param name="port">The device.</param>
    /// <returns>Why items could not go on.</returns>
    public ScoutStops ReadStops(DevicePort port)
    {
        Span<byte> stops = stackalloc byte[ItemRecord.CountBytes];
        port.DownloadControl(_recordCount, stops);
        return new ScoutStops(HasMissed: stops[0] != 0, HasFailed: stops[1] != 0);
    }

    /// <summary>Reads the records of a wave.</summary>
    /// <param name="port">The device.</param>
    /// <returns>The records. If the wave left more than there is room for, only those that no other record overwrote.</returns>
    [SkipLocalsInit]
    public ItemRecord[] ReadRecords(DevicePort port)
    {
        int ahead = Math.Min(ItemRecord.FetchedFirst, _recordCapacity);
        Span<byte> head = stackalloc byte[ItemRecord.HeadBytes(ItemRecord.FetchedFirst)];
        head = head[..ItemRecord.HeadBytes(_recordCapacity)];
        port.DownloadControl(_recordCount, head);
        int count = MemoryMarshal.Read<int>(head);
        if (count == 0)
        {
            return [];
        }

        // All surplus records are written to the last place. It is not read then, unless it is the only place.
        int valid = count <= _recordCapacity ? count : Math.Max(1, _recordCapacity - 1);
        ItemRecord[] records = new ItemRecord[valid];
        int known = Math.Min(valid, ahead);
        MemoryMarshal.Cast<byte, ItemRecord>(head[ItemRecord.CountBytes..])[..known].CopyTo(records);
        port.DownloadControl(_recordCount + ItemRecord.CountBytes + (long)known * ItemRecord.Size, records.AsSpan(known));
        return records;
    }
}
