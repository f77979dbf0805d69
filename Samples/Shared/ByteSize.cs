using System.Globalization;

namespace HmmGen.Samples;

/// <summary>Numbers of bytes as people write them: <c>4MiB</c>, <c>512 KiB</c>, <c>65536</c>.</summary>
internal static class ByteSize
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Reads a number of bytes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">The number of bytes.</param>
    /// <returns>False when the text is no such number.</returns>
    public static bool TryParse(string text, out long bytes)
    {
        string trimmed = text.Trim();
        int digits = trimmed.TakeWhile(letter => char.IsAsciiDigit(letter) || letter == '.').Count();
        string unit = trimmed[digits..].Trim();
        int power = unit.Length == 0 ? 0 : Array.FindIndex(Units, candidate => candidate.Equals(unit, StringComparison.OrdinalIgnoreCase));
        bytes = 0;
        if (power < 0 || !double.TryParse(trimmed[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            return false;

        double scaled = number * (1L << (10 * power));
        bytes = scaled < long.MaxValue ? (long)scaled : 0;
        return bytes > 0;
    }

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
