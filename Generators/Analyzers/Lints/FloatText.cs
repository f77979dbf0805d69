using System.Globalization;

namespace HmmGen.Generators.Analyzers.Lints;

/// <summary>Double literals as floats: which can be, how they are written, and what is lost.</summary>
internal static class FloatText
{
    private const float LeastNormal = 1.17549435e-38f;

    /// <summary>Whether a float holds a number, but for digits that are rounded.</summary>
    /// <param name="number">The number.</param>
    /// <returns>False where the float would be infinite, zero, or so small that it has fewer digits than other floats.</returns>
    public static bool Holds(double number)
    {
        float rounded = Math.Abs((float)number);
        return number is 0 or double.PositiveInfinity or double.NegativeInfinity or double.NaN
            || (rounded >= LeastNormal && !float.IsInfinity(rounded));
    }

    /// <summary>Writes a double literal as a float.</summary>
    /// <param name="literal">The literal.</param>
    /// <returns>The same digits with an <c>f</c>.</returns>
    public static string Of(string literal) => literal.TrimEnd('d', 'D') + "f";

    /// <summary>What the float is, where digits are lost that were written.</summary>
    /// <param name="number">The number, which a float holds.</param>
    /// <returns>The rounded number; null where the float written with few digits is the number again.</returns>
    public static string? Rounded(double number)
    {
        float rounded = (float)number;
        return Enumerable.Range(6, 4).Any(digits => Parse(Text(digits)) == number) ? null : Text(9);

        string Text(int digits) => rounded.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static double Parse(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
