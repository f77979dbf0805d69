using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HmmGen.Generators.Parsing.Shape;

/// <summary>The place of a parameter: from its modifiers to its name, without its attributes and its default value.</summary>
internal static class ParameterPlace
{
    /// <summary>The place of a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>The place.</returns>
    public static Location Of(IParameterSymbol parameter, CancellationToken cancellation)
    {
        if (parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not ParameterSyntax { Type: { } type } syntax)
        {
            return parameter.Locations.FirstOrDefault() ?? Location.None;
        }

        int start = syntax.Modifiers.Count > 0 ? syntax.Modifiers[0].SpanStart : type.SpanStart;
        return Location.Create(syntax.SyntaxTree, TextSpan.FromBounds(start, syntax.Identifier.Span.End));
    }
}
