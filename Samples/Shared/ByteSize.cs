using System.Globalization;

namespace HmmGen.Samples;

/// <summary>Writes numbers of bytes as people read them: <c>4 MiB</c>.</summary>
internal static class ByteSize
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Writes a number of bytes with the largest unit that keeps it above 1.</summary>
    /// <param name="bytes">The number of bytes.</param>
    /// <returns>The text.</returns>
    public static string Format(long bytes)
    {
        int power = 0;
        double number = bytes;
        for (; number >= 1024 && power < Units.Length - 1; power++)
            number /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{number:0.##} {Units[power]}");
    }
}
