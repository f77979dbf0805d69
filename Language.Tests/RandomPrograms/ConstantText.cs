using System.Text.RegularExpressions;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Tells constants among expressions. Of a constant zero or NaN .NET 10 makes another <see cref="MathF.Min(float, float)"/> than of the same value in a variable:
/// it takes either zero, and for NaN it drops the other operand with its exceptions. So no kernel made at random has such a call.
/// </summary>
internal static partial class ConstantText
{
    /// <summary>Whether an expression names neither an element nor a variable of the generated kernels.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>True when it does not.</returns>
    public static bool Is(string expression) => !Variable().IsMatch(expression);

    [GeneratedRegex(@"\[|\b(i|j|k|n|m|s|t|g|p|q|[a-z][0-9]+)\b")]
    private static partial Regex Variable();
}
