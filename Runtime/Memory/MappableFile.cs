using System.Globalization;

namespace HmmGen.Memory;

/// <summary>Refuses files that say something else of their length than they give, such as those of /proc and /sys.</summary>
internal static class MappableFile
{
    /// <summary>Reads the last byte that is to be mapped, or of an empty file the first.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="path">Its name.</param>
    /// <param name="end">One past the last byte; within the length that the file says.</param>
    /// <exception cref="IOException">It cannot be read, or has more than it says.</exception>
    /// <exception cref="EndOfStreamException">It has less than it says.</exception>
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
