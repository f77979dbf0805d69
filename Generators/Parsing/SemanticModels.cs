using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Parsing;

/// <summary>Where a parse gets the meaning of source from.</summary>
internal static class SemanticModels
{
    /// <summary>The compiler's model of a file, which analyzers share.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="tree">The file.</param>
    /// <returns>The model.</returns>
    public static SemanticModel Shared(Compilation compilation, SyntaxTree tree) => compilation.GetSemanticModel(tree);

    /// <summary>
    /// A model that does not ask what may be null: it costs a quarter of all binding, and nothing in a kernel can be. Nobody else has such a model, so
    /// that it is for the generator only.
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
            // Roslyn calls the option an experiment; a version that has ended it must still build.
            return Shared(compilation, tree);
        }
    }

    // On its own, for a method that calls what is missing cannot be entered.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SemanticModel Plain(Compilation compilation, SyntaxTree tree) =>
#pragma warning disable RSEXPERIMENTAL001
        compilation.GetSemanticModel(tree, SemanticModelOptions.DisableNullableAnalysis);
#pragma warning restore RSEXPERIMENTAL001
}
