using System.Globalization;

namespace HmmGen.Memory;

/// <summary>Refuses files whose contents do not match their length, such as those of /proc and /sys.</summary>
internal static class MappableFile
{
    /// <summary>Reads the last byte to be mapped; of an empty file it tries the first.</summary>
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
                $"{path} says that it has {stream.Length} bytes but has none at {place}: a file that the system makes up cannot be mapped."));
        }

        if (read > 0 && stream.Length == 0)
        {
            throw new IOException($"{path} does not say how long it is: a file that the system makes up cannot be mapped.");
        }
    }
}
