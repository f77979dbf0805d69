using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Signatures;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Parsing.Shape;

/// <summary>Checks that the names in generated code mean what they should, beside those of the kernel's parameters.</summary>
internal static class NamedTypes
{
    /// <summary>Checks a kernel.</summary>
    /// <param name="method">The kernel.</param>
    /// <param name="declaration">Its declaration.</param>
    /// <param name="attribute">Its attribute.</param>
    /// <param name="context">Where errors go.</param>
    /// <returns>True when they do.</returns>
    public static bool Check(IMethodSymbol method, MethodDeclarationSyntax declaration, AttributeData? attribute, ParseContext context)
    {
        if (attribute?.AttributeClass is not { } mark)
        {
            return true;
        }

        INamedTypeSymbol? hidden = GlobalNames.Hidden(mark, context.Compilation) ?? CarriedAttributes.Hidden(method, context.Compilation);
        INamedTypeSymbol? taken = hidden is null ? GeneratedTypes.ReplacedIn(context.Compilation.Assembly, mark.ContainingAssembly) : null;
        if ((hidden ?? taken) is not { } wrong)
        {
            return true;
        }

        context.Report(
            KernelDiagnostics.Inaccessible,
            declaration.Identifier.GetLocation(),
            wrong.ToDisplayString(),
            context.Type.ToDisplayString(),
            hidden is not null ? ": " + GlobalNames.Why(hidden) : ": this project has a type of that name, which C# takes in its place; rename it or leave it out");
        return false;
    }
}
