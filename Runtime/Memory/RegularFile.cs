using System.Globalization;

namespace HmmGen.Memory;

/// <summary>Opens files that hold bytes. It refuses all others, and files whose contents do not match their length, such as those of /proc and /sys.</summary>
internal static class RegularFile
{
    /// <summary>Opens a file.</summary>
    /// <param name="path">The path.</param>
    /// <param name="access">What the caller does with the file.</param>
    /// <param name="share">What others may do with it meanwhile.</param>
    /// <param name="options">More about its use.</param>
    /// <returns>The file.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not open the file, or it is a folder.</exception>
    /// <exception cref="IOException">It is a device or a pipe, or cannot be opened.</exception>
    public static FileStream Open(string path, FileAccess access, FileShare share, FileOptions options = FileOptions.None)
    {
        if (FileState.Of(path) is { IsRegular: false })
        {
            // To open a pipe would be to wait for its other end.
            throw Directory.Exists(path)
                ? new UnauthorizedAccessException($"{path} is a folder: give a file in it.")
                : new IOException($"{path} is no file that holds bytes, but a device or a pipe: copy its bytes to a file.");
        }

        return new FileStream(path, FileMode.Open, access, share, bufferSize: 0, options);
    }

    /// <summary>Reads the last byte that is wanted; of an empty file it tries the first.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="path">Its path.</param>
    /// <param name="end">One past the last byte; within the length that the file reports.</param>
    /// <exception cref="IOException">The file cannot be read, or has more than its length.</exception>
    /// <exception cref="EndOfStreamException">The file has less than its length.</exception>
    public static void Check(FileStream stream, string path, long end)
    {
        Span<byte> last = stackalloc byte[1];
        long place = Math.Max(0, end - 1);
        int read = RandomAccess.Read(stream.SafeFileHandle, last, place);
        if (read == 0 && end > 0)
        {
            throw new EndOfStreamException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path} says that it has {stream.Length} bytes but has none at {place}: the system makes it up. Copy its bytes to a file."));
        }

        if (read > 0 && stream.Length == 0)
        {
            throw new IOException($"{path} does not say how long it is: the system makes it up. Copy its bytes to a file.");
        }
    }
}
