using System.Globalization;

namespace HmmGen.Base;

/// <summary>Numbers of bytes as people write them: <c>4MiB</c>, <c>1.5 GiB</c>, <c>65536</c>. The only grammar of sizes; other projects link this file.</summary>
/// <remarks>Digits, with or without a fraction, and B, KiB, MiB, GiB or TiB. Case does not matter, nor do spaces around the unit.</remarks>
internal static class ByteSizeText
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Reads a number of bytes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">The number of bytes, at least 0; a fraction of a byte is left out.</param>
    /// <returns>False when the text is no such number, or when the number is larger than a <see cref="long"/>.</returns>
    public static bool TryParse(string text, out long bytes)
    {
        string trimmed = text.Trim();
        int digits = trimmed.TakeWhile(static letter => char.IsAsciiDigit(letter) || letter == '.').Count();
        string unit = trimmed[digits..].TrimStart();
        int power = unit.Length == 0 ? 0 : Array.FindIndex(Units, candidate => candidate.Equals(unit, StringComparison.OrdinalIgnoreCase));
        bytes = 0;
        if (power < 0
            || !decimal.TryParse(trimmed[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            || number > long.MaxValue >> (10 * power))
        {
            return false;
        }

        bytes = (long)(number * (1L << (10 * power)));
        return true;
    }
}
