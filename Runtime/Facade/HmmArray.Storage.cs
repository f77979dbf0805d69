using System.Runtime.InteropServices;

namespace HmmGen;

/// <content>Elements in files, for all host modes and for file systems that cannot be mapped.</content>
public sealed partial class HmmArray<T>
{
    /// <summary>Writes all elements to a file, wholly or not at all: a new file is written beside it, and takes its name when it is complete and on disk.</summary>
    /// <param name="path">The file. It gets the bytes of the elements as they are in memory and nothing else.</param>
    /// <param name="cancellationToken">Ends it; the file stays as it was.</param>
    /// <returns>Ends when the file is there.</returns>
    /// <exception cref="IOException">The file cannot be written; one that was there before is as it was.</exception>
    /// <remarks>Devices keep their copies. Elements that a launch changes meanwhile are written as they were or as they are.</remarks>
    public async Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ThrowIfDisposed();
        string full = Path.GetFullPath(path);
        string next = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            // A buffer of its own: Linux cannot bring pages to the host in every mode, and launches may go on meanwhile.
            using (FileStream file = new(next, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous))
            {
                byte[] piece = new byte[BufferBytes(Length)];
                for (long start = 0; start < Length;)
                {
                    int count = CopyOut(start, piece);
                    await file.WriteAsync(piece.AsMemory(0, count * ElementBytes), cancellationToken).ConfigureAwait(false);
                    start += count;
                }

                await file.FlushAsync(cancellationToken).ConfigureAwait(false);
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }

            cancellationToken.ThrowIfCancellationRequested();
            File.Move(next, full, overwrite: true);
        }
        catch
        {
            File.Delete(next);
            throw;
        }
    }

    /// <summary>Reads elements from a file, from the first on.</summary>
    /// <param name="path">The file: the bytes of exactly as many elements as the array has.</param>
    /// <param name="cancellationToken">Ends it; some elements have been read by then.</param>
    /// <returns>Ends when all elements have been read.</returns>
    /// <exception cref="ArgumentException">The file has another length.</exception>
    /// <exception cref="EndOfStreamException">The file became shorter meanwhile.</exception>
    /// <exception cref="HmmAccessException">Some of the memory may not be written.</exception>
    public async Task LoadAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ThrowIfDisposed();
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
        if (file.Length != Length * ElementBytes)
        {
            throw new ArgumentException(
                $"{path} has {file.Length} bytes, but the array has {Length} elements of {ElementBytes} bytes: allocate as many elements as the file has.",
                nameof(path));
        }

        byte[] piece = new byte[BufferBytes(Length)];
        for (long start = 0; start < Length;)
        {
            int bytes = (int)Math.Min(piece.Length, (Length - start) * ElementBytes);
            await file.ReadExactlyAsync(piece.AsMemory(0, bytes), cancellationToken).ConfigureAwait(false);
            CopyIn(start, piece.AsSpan(0, bytes));
            start += bytes / ElementBytes;
        }
    }

    private static int BufferBytes(long length) => (int)Math.Min(length, Math.Max(1, (1 << 20) / ElementBytes)) * ElementBytes;

    private int CopyOut(long start, Span<byte> piece)
    {
        int count = (int)Math.Min(piece.Length / ElementBytes, Length - start);
        MemoryMarshal.AsBytes(AsReadOnlySpan(start, count)).CopyTo(piece);
        return count;
    }

    private void CopyIn(long start, ReadOnlySpan<byte> piece) => piece.CopyTo(MemoryMarshal.AsBytes(AsSpan(start, piece.Length / ElementBytes)));
}
