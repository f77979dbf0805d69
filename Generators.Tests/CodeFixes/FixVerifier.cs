using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace HmmGen.Generators.Tests.CodeFixes;

/// <summary>Tests of code fixes by Roslyn's own package, against the framework and the runtime that the tests run on.</summary>
internal static class FixVerifier
{
    private const string Usings = "using System;\nusing System.Collections.Generic;\nusing HmmGen;\n\n";

    /// <summary>Applies a fix and compares.</summary>
    /// <typeparam name="TAnalyzer">What reports the diagnostic.</typeparam>
    /// <typeparam name="TFix">The fix.</typeparam>
    /// <param name="before">The source, with the diagnostics marked as <c>{|HMM001:Ops|}</c>.</param>
    /// <param name="after">What it becomes.</param>
    /// <param name="key">The key of the fix, where several are offered.</param>
    /// <returns>The test.</returns>
    public static Task Verify<TAnalyzer, TFix>(string before, string after, string? key = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier> test = new()
        {
            TestCode = Usings + before,
            FixedCode = Usings + after,
            CodeActionEquivalenceKey = key,
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
        };
        MetadataReference[] references =
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(p => Path.GetFileName(p) is "HmmGen.Runtime.dll" or "netstandard.dll" || IsOfTheFramework(p))
                .Select(p => MetadataReference.CreateFromFile(p)),
        ];
        test.TestState.AdditionalReferences.AddRange(references);
        test.FixedState.AdditionalReferences.AddRange(references);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    private static bool IsOfTheFramework(string path) => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal);
}
