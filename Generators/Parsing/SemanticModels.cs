using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Parsing;

/// <summary>The source of semantic models for a parse.</summary>
internal static class SemanticModels
{
    /// <summary>The compiler's model of a file, which analyzers share.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="tree">The file.</param>
    /// <returns>The model.</returns>
    public static SemanticModel Shared(Compilation compilation, SyntaxTree tree) => compilation.GetSemanticModel(tree);

    /// <summary>
    /// A model without nullability analysis. That analysis costs a quarter of all binding, and nothing in a kernel can be null. No other code has such
    /// a model, so only the generator uses it.
    /// </summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="tree">The file.</param>
    /// <returns>The model.</returns>
    public static SemanticModel WithoutNullability(Compilation compilation, SyntaxTree tree)
    {
        try
        {
            return Plain(compilation, tree);
        }
        catch (Exception gone) when (gone is MissingMethodException or TypeLoadException)
        {
            // Roslyn calls the option experimental. The code must still run with a version that has removed it.
            return Shared(compilation, tree);
        }
    }

    // A method of its own: a method that calls a missing member cannot be entered.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SemanticModel Plain(Compilation compilation, SyntaxTree tree) =>
#pragma warning disable RSEXPERIMENTAL001
        compilation.GetSemanticModel(tree, SemanticModelOptions.DisableNullableAnalysis);
#pragma warning restore RSEXPERIMENTAL001
}
