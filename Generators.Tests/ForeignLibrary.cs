using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace HmmGen.Generators.Tests;

/// <summary>A second assembly, in each form in which a compiler or an editor gives it to a project.</summary>
internal static class ForeignLibrary
{
    private static readonly ConcurrentDictionary<(string Source, string Form, string Name), IReadOnlyList<MetadataReference>> Compiled = new();

    /// <summary>The forms.</summary>
    public static TheoryData<string> Forms { get; } = ["image", "reference image", "compilation", "retargeted compilation"];

    /// <summary>Compiles the assembly, once for all tests.</summary>
    /// <param name="source">Its source.</param>
    /// <param name="form">The form.</param>
    /// <param name="name">Its name.</param>
    /// <returns>References of the project that uses it.</returns>
    public static IReadOnlyList<MetadataReference> Compile(string source, string form, string name = "Library") =>
        Compiled.GetOrAdd((source, form, name), static key => Of(key.Source, key.Form, key.Name));

    /// <summary>Compiles the assembly, to be loaded.</summary>
    /// <param name="source">Its source.</param>
    /// <returns>The assembly's bytes.</returns>
    public static byte[] Image(string source) => Image(Compilation(source, "Library"), new EmitOptions());

    private static IReadOnlyList<MetadataReference> Of(string source, string form, string name)
    {
        CSharpCompilation library = Compilation(source, name);
        return form switch
        {
            "image" => [MetadataReference.CreateFromImage(Image(library, new EmitOptions()))],
            "reference image" => [MetadataReference.CreateFromImage(Image(library, new EmitOptions(metadataOnly: true, includePrivateMembers: false)))],
            "compilation" => [library.ToMetadataReference()],
            _ => [library.AddReferences(Third("1.0.0.0")).ToMetadataReference(), Third("2.0.0.0")],
        };
    }

    private static CSharpCompilation Compilation(string source, string name) => CSharpCompilation.Create(
        name,
        [Compilations.Tree("global using System; global using System.Runtime.InteropServices;", "Usings.cs"), Compilations.Tree(source, "Library.cs")],
        PlatformReferences.Where(static file => !file.StartsWith("HmmGen.", StringComparison.Ordinal)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    // Where a project has another version of what a library was compiled with, the compiler makes symbols of its own for the library.
    private static CompilationReference Third(string version) => CSharpCompilation.Create(
        "Third",
        [Compilations.Tree($"[assembly: System.Reflection.AssemblyVersion(\"{version}\")] public class Third;", "Third.cs")],
        PlatformReferences.Where(static file => !file.StartsWith("HmmGen.", StringComparison.Ordinal)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).ToMetadataReference();

    private static byte[] Image(CSharpCompilation library, EmitOptions options)
    {
        using MemoryStream stream = new();
        EmitResult result = library.Emit(stream, options: options, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return stream.ToArray();
    }
}
