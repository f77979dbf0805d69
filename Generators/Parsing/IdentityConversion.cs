using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Parsing;

/// <summary>Conversions that C# adds itself and that change nothing, as a <c>foreach</c> does to what it goes through. What is converted keeps its place.</summary>
internal static class IdentityConversion
{
    /// <summary>What such a conversion converts.</summary>
    /// <param name="operation">Any operation.</param>
    /// <returns>The operand; null for every other operation.</returns>
    public static IOperation? OperandOf(IOperation operation)
        => operation is IConversionOperation { IsImplicit: true, OperatorMethod: null, Conversion.IsIdentity: true } same ? same.Operand : null;
}
