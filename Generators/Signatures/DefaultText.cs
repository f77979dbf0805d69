using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HmmGen.Generators.Signatures;

/// <summary>Writes constants as C#.</summary>
internal static class DefaultText
{
    /// <summary>The default value of a parameter, which <c>=</c> or attributes give.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The value, or null when there is none.</returns>
    public static string? Of(IParameterSymbol parameter) => !parameter.IsOptional || !IsBehindAllRequired(parameter) ? null
        : parameter.HasExplicitDefaultValue ? Of(parameter.ExplicitDefaultValue, parameter.Type)
        : "default";

    // C# lets attributes make a parameter optional before one that is required; '=' it does not.
    private static bool IsBehindAllRequired(IParameterSymbol parameter) => parameter.ContainingSymbol is IMethodSymbol method
        && method.Parameters.Skip(parameter.Ordinal).All(static p => p.IsOptional || p.IsParams);

    /// <summary>A constant.</summary>
    /// <param name="value">The value; null for a default one.</param>
    /// <param name="type">The type that it is converted to.</param>
    /// <returns>The text.</returns>
    public static string Of(object? value, ITypeSymbol? type)
    {
        string text = value switch
        {
            null => "default",
            float.NaN => "float.NaN",
            float.PositiveInfinity => "float.PositiveInfinity",
            float.NegativeInfinity => "float.NegativeInfinity",
            double.NaN => "double.NaN",
            double.PositiveInfinity => "double.PositiveInfinity",
            double.NegativeInfinity => "double.NegativeInfinity",
            float single => single.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + "f",
            double number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + "d",
            _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)!,
        };
        return value is not null && type is { TypeKind: TypeKind.Enum } ? $"({type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})({text})" : text;
    }
}
