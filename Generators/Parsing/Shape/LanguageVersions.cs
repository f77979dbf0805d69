using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HmmGen.Generators.Parsing.Shape;

/// <summary>The version of C# that generated code needs.</summary>
internal static class LanguageVersions
{
    /// <summary>The first version with static abstract members of interfaces. Kernels are called through these.</summary>
    public const LanguageVersion Needed = LanguageVersion.CSharp11;

    /// <summary>Whether a compilation's language is new enough.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <returns>False when nothing can be generated.</returns>
    public static bool IsEnough(Compilation compilation) => compilation is not CSharpCompilation { LanguageVersion: < Needed };
}
