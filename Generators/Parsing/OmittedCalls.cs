using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Parsing;

/// <summary>Calls that the compiler omits, with their arguments.</summary>
internal static class OmittedCalls
{
    /// <summary>
    /// Whether the compiler omits a call: of a partial method without a body, or of a conditional method whose symbol is not defined at the call.
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="place">The call.</param>
    /// <returns>True when nothing of it happens.</returns>
    public static bool IsOmitted(IMethodSymbol method, SyntaxNode place)
    {
        if (method is { IsPartialDefinition: true, PartialImplementationPart: null, ReturnsVoid: true })
        {
            return true;
        }

        return IsConditional(method) && !SymbolsOf(method).Any(symbol => IsDefined(symbol, place.SyntaxTree));
    }

    /// <summary>Whether the compiler omits calls of a method where a symbol is not defined.</summary>
    /// <param name="method">The method.</param>
    /// <returns>True for a conditional method.</returns>
    public static bool IsConditional(IMethodSymbol method) => SymbolsOf(method).Any();

    // The compiler knows the attribute by its name, whichever assembly it is of and whatever its parameter is.
    private static IEnumerable<string> SymbolsOf(IMethodSymbol method) => method.GetAttributes()
        .Where(static a => a.AttributeClass?.ToDisplayString() == "System.Diagnostics.ConditionalAttribute" && a.ConstructorArguments.Length == 1)
        .Select(static a => a.ConstructorArguments[0].Value as string ?? "");

    // A file may define and undefine symbols before its first token.
    private static bool IsDefined(string symbol, SyntaxTree tree)
    {
        bool defined = ((CSharpParseOptions)tree.Options).PreprocessorSymbolNames.Contains(symbol);
        foreach (SyntaxTrivia trivia in tree.GetRoot().GetFirstToken(includeZeroWidth: true).LeadingTrivia)
        {
            switch (trivia.GetStructure())
            {
                case DefineDirectiveTriviaSyntax { IsActive: true } define when define.Name.ValueText == symbol:
                    defined = true;
                    break;
                case UndefDirectiveTriviaSyntax { IsActive: true } undefine when undefine.Name.ValueText == symbol:
                    defined = false;
                    break;
            }
        }

        return defined;
    }
}
