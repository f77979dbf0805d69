using System.Text.RegularExpressions;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Replaces constants among expressions. Of a constant zero or NaN .NET 10 makes another <see cref="MathF.Min(float, float)"/> than of the same value in a variable:
/// it takes either zero, and for NaN it drops the other operand with its exceptions. So no kernel made at random has such a call.
/// </summary>
internal static partial class ConstantText
{
    /// <summary>An expression, or a variable in place of a constant that is a floating-point number.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="type">Its type.</param>
    /// <returns>The expression if it names an element or a variable of the generated kernels; else the scalar argument of its type, where there is one.</returns>
    public static string Varying(string expression, string type)
        => Variable().IsMatch(expression) ? expression : type switch { "float" => "p", "double" => "q", _ => expression };

    [GeneratedRegex(@"\[|\b(i|j|k|n|m|s|t|g|p|q|[a-z][0-9]+)\b")]
    private static partial Regex Variable();
}
