using System.Runtime.InteropServices;
using HmmGen.Memory;

namespace HmmGen;

/// <content>Elements in files, for all host modes and for file systems that cannot map files.</content>
public sealed partial class HmmArray<T>
{
    /// <summary>Writes all elements to a file, either completely or not at all.</summary>
    /// <param name="path">The file. It gets the bytes of the elements as they are in memory, and nothing else.</param>
    /// <param name="cancellationToken">Cancels the call. The file stays as it was.</param>
    /// <returns>A task that ends when the file is complete and on disk.</returns>
    /// <exception cref="ArgumentException">The path is null or empty.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not write the file.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    /// <exception cref="HmmAccessException">The protection of an element forbids reading.</exception>
    /// <exception cref="EndOfStreamException">The file beneath the array has become shorter than the array.</exception>
    /// <exception cref="IOException">
    /// The file cannot be written, or this process has mapped it for writing, or elements could not be read from the file beneath the array.
    /// </exception>
    /// <exception cref="HmmDeviceException">Elements were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    /// <remarks>
    /// The call writes a new file beside the old one. The new file takes the name when it is complete and on disk. After an exception, an old file is as it
    /// was. The new file has the old one's permissions, and its user and group where the process may give them. A path that is a link stays one: the file that
    /// it leads to is replaced. Devices keep their copies. Elements of up to 8 bytes that a launch changes during the call are written as before or as after the
    /// change; of larger ones some fields may be of before, and others of after it.
    /// </remarks>
    public async Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ThrowIfDisposed();
        using SavedFile file = new(path, Length * ElementBytes);

        // A buffer of its own: Linux cannot bring pages to the host in every mode, and launches may go on meanwhile.
        byte[] piece = new byte[BufferBytes(Length)];
        for (long start = 0; start < Length;)
        {
            int count = CopyOut(start, piece);
            await file.Stream.WriteAsync(piece.AsMemory(0, count * ElementBytes), cancellationToken).ConfigureAwait(false);
            start += count;
        }

        await file.Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        RandomAccess.FlushToDisk(file.Stream.SafeFileHandle);
        cancellationToken.ThrowIfCancellationRequested();
        file.Take();
    }

    /// <summary>Reads all elements from a file.</summary>
    /// <param name="path">The file: the bytes of exactly as many elements as the array has.</param>
    /// <param name="cancellationToken">Cancels the call. Some elements may have been read by then.</param>
    /// <returns>A task that ends when all elements have been read.</returns>
    /// <exception cref="ArgumentException">The path is null or empty, or the file has another size than the array.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not open the file, or it is a folder.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    /// <exception cref="HmmAccessException">The protection of an element forbids writing.</exception>
    /// <exception cref="EndOfStreamException">
    /// The file became shorter during the read, or the file beneath the array has become shorter than the array.
    /// </exception>
    /// <exception cref="IOException">
    /// The file cannot be read, or is a device or a pipe, or does not say how long it is, or elements could not be read from the file beneath the array.
    /// </exception>
    /// <exception cref="HmmDeviceException">Elements were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    public async Task LoadAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        using FileStream file = RegularFile.Open(path, FileAccess.Read, FileShare.Read, FileOptions.Asynchronous);
        RegularFile.Check(file, path, file.Length);
        if (file.Length != Length * ElementBytes)
        {
            throw new ArgumentException(
                $"{path} has {file.Length} bytes, but the array has {Length} elements of {ElementBytes} bytes: allocate as many elements as the file has.",
                nameof(path));
        }

        await ReadAsync(file, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads all elements from an open file.</summary>
    /// <param name="file">The file, which has enough bytes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when all elements have been read.</returns>
    internal async Task ReadAsync(FileStream file, CancellationToken cancellationToken)
    {
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
        ReadPiece(start, MemoryMarshal.Cast<byte, T>(piece)[..count]);
        return count;
    }

    private void CopyIn(long start, ReadOnlySpan<byte> piece) => WritePiece(start, MemoryMarshal.Cast<byte, T>(piece));
}
