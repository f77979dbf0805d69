
namespace HmmGen.Devices;

/// <summary>
/// The end of a device's control memory, where launches have their page tables. It is zero when a launch begins, so a launch copies only the
/// entries of resident pages.
/// </summary>
/// <remarks>One launch uses it at a time. The next launch clears what this launch has written, so that an error in clearing belongs to the next one.</remarks>
/// <param name="port">The device.</param>
internal sealed class TableArea(DevicePort port)
{
    /// <summary>The size of a part for which writes are noted, as a base-2 logarithm: 4 KiB.</summary>
    private const int PartShift = 12;

    private const long PartBytes = 1 << PartShift;
    private readonly HashSet<long> _written = [];
    private long _start;

    /// <summary>Makes room for a launch.</summary>
    /// <param name="before">The bytes of control memory before the tables.</param>
    /// <param name="bytes">The bytes of its tables.</param>
    /// <returns>The offset of the tables in control memory. The tables are zero.</returns>
    /// <exception cref="HmmOutOfMemoryException">The device does not have that much memory.</exception>
    public long Reserve(long before, long bytes)
    {
        Clear();
        _start = Math.Max(_start, WholeParts(before));
        port.Reserve(DeviceStorage.Control, bytes > 0 ? _start + WholeParts(bytes) : before);
        return _start;
    }

    /// <summary>Writes entries.</summary>
    /// <param name="offset">The first byte in control memory.</param>
    /// <param name="entries">The entries.</param>
    public void Upload(long offset, ReadOnlySpan<int> entries)
    {
        Note(offset, (long)entries.Length * sizeof(int));
        port.UploadControl(offset, entries);
    }

    /// <summary>Sets bytes to zero that the launch's kernels write.</summary>
    /// <param name="offset">The first byte in control memory.</param>
    /// <param name="bytes">The number of bytes.</param>
    public void Clear(long offset, long bytes)
    {
        Note(offset, bytes);
        port.ClearControl(offset, bytes);
    }

    private static long WholeParts(long bytes) => (bytes + PartBytes - 1) & -PartBytes;

    private void Note(long offset, long bytes)
    {
        for (long part = offset >> PartShift; part << PartShift < offset + bytes; part++)
        {
            _written.Add(part);
        }
    }

    private void Clear()
    {
        if (_written.Count == 0)
        {
            return;
        }

        long[] parts = [.. _written.Order()];
        for (int i = 0; i < parts.Length;)
        {
            int first = i++;
            while (i < parts.Length && parts[i] == parts[i - 1] + 1)
            {
                i++;
            }

            port.ClearControl(parts[first] << PartShift, (i - first) * PartBytes);
        }

        _written.Clear();
    }
}
