using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Parsing.Shape;

/// <summary>Checks that the parameters after the index can be passed to a device.</summary>
internal static class DeviceParameters
{
    /// <summary>Checks a method's parameters.</summary>
    /// <param name="method">The method.</param>
    /// <param name="first">The first parameter after the index.</param>
    /// <param name="context">Where errors go.</param>
    /// <returns>True when all can be passed.</returns>
    public static bool Check(IMethodSymbol method, int first, ParseContext context)
    {
        bool good = true;
        foreach (IParameterSymbol parameter in method.Parameters.Skip(first))
        {
            string? reason = Refused(parameter, context.Compilation);
            if (reason is null)
            {
                continue;
            }

            good = false;
            context.Report(
                KernelDiagnostics.BadParameter,
                ParameterPlace.Of(parameter, context.Cancellation),
                parameter.Name,
                parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                reason);
        }

        return good;
    }

    private static string? Refused(IParameterSymbol parameter, Compilation compilation)
    {
        if (parameter.RefKind != RefKind.None)
        {
            return TypeReader.IsSpan(parameter.Type)
                ? "it is passed by reference; take the span by value"
                : "it is passed by reference; take a span of one element, or the value";
        }

        ITypeSymbol type = TypeReader.IsSpan(parameter.Type) ? ((INamedTypeSymbol)parameter.Type).TypeArguments[0] : parameter.Type;
        return TypeReader.Read(type, compilation.Assembly, out string reason) is null ? ParameterAdvice.For(type, compilation.Assembly) ?? reason
            : GlobalNames.HiddenInValue(type, compilation) is { } hidden ? GlobalNames.Why(hidden)
            : null;
    }
}
