using System.Runtime.InteropServices;
using HmmGen.Devices;
using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>Reads the records of a wave.</summary>
internal static class ItemRecords
{
    /// <summary>Records fetched together with their number, to save a second copy in the common case.</summary>
    private const int First = 256;

    /// <summary>Reads the records.</summary>
    /// <param name="port">The device.</param>
    /// <param name="layout">Where they are.</param>
    /// <returns>The records; of more than there is room for, those that were not overwritten.</returns>
    public static ItemRecord[] Read(DevicePort port, ControlLayout layout)
    {
        int ahead = Math.Min(First, layout.RecordCapacity);
        Span<byte> head = stackalloc byte[8 + First * ItemRecord.Size];
        head = head[..(8 + ahead * ItemRecord.Size)];
        port.DownloadControl(layout.RecordCount, head);
        int count = MemoryMarshal.Read<int>(head);
        if (count == 0)
        {
            return [];
        }

        // With too many records all the surplus shares the last place, which is not trusted then, unless it is the only one.
        int valid = count <= layout.RecordCapacity ? count : Math.Max(1, layout.RecordCapacity - 1);
        ItemRecord[] records = new ItemRecord[valid];
        int known = Math.Min(valid, ahead);
        MemoryMarshal.Cast<byte, ItemRecord>(head[8..])[..known].CopyTo(records);
        port.DownloadControl(layout.Records + (long)known * ItemRecord.Size, records.AsSpan(known));
        return records;
    }
}
