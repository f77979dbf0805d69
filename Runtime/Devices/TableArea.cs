
namespace HmmGen.Devices;

/// <summary>
/// The end of a device's control memory, where launches have their page tables. It is zero when a launch begins, so that of a table only the pages that are
/// there need be copied.
/// </summary>
/// <remarks>Used by one launch at a time. What a launch has written is cleared when the next one begins, so that a failure is that one's to tell.</remarks>
/// <param name="port">The device.</param>
internal sealed class TableArea(DevicePort port)
{
    /// <summary>What was written is noted in pieces of 4 KiB.</summary>
    private const int PieceShift = 12;

    private const long PieceBytes = 1 << PieceShift;
    private readonly HashSet<long> _written = [];
    private long _start;

    /// <summary>Makes room for a launch.</summary>
    /// <param name="before">The bytes that it uses for other things.</param>
    /// <param name="bytes">The bytes of its tables.</param>
    /// <returns>The offset of the tables in control memory; they are zero.</returns>
    /// <exception cref="HmmOutOfMemoryException">The device has not that much.</exception>
    public long Reserve(long before, long bytes)
    {
        Clear();
        _start = Math.Max(_start, WholePieces(before));
        port.Reserve(DeviceStorage.Control, bytes > 0 ? _start + WholePieces(bytes) : before);
        return _start;
    }

    /// <summary>Writes entries.</summary>
    /// <param name="offset">The first byte in control memory.</param>
    /// <param name="entries">The entries.</param>
    public void Upload(long offset, ReadOnlySpan<int> entries)
    {
        long end = offset + (long)entries.Length * sizeof(int);
        for (long piece = offset >> PieceShift; piece << PieceShift < end; piece++)
        {
            _written.Add(piece);
        }

        port.UploadControl(offset, entries);
    }

    private static long WholePieces(long bytes) => (bytes + PieceBytes - 1) & -PieceBytes;

    private void Clear()
    {
        if (_written.Count == 0)
        {
            return;
        }

        long[] pieces = [.. _written.Order()];
        for (int i = 0; i < pieces.Length;)
        {
            int first = i++;
            while (i < pieces.Length && pieces[i] == pieces[i - 1] + 1)
            {
                i++;
            }

            port.ClearControl(pieces[first] << PieceShift, (i - first) * PieceBytes);
        }

        _written.Clear();
    }
}
