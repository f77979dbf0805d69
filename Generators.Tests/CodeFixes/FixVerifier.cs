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

    private static readonly MetadataReference[] References =
    [
        .. PlatformReferences.Where(file => file is "HmmGen.Runtime.dll" or "netstandard.dll" || file.StartsWith("System.", StringComparison.Ordinal)),
    ];

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
        test.TestState.AdditionalReferences.AddRange(References);
        test.FixedState.AdditionalReferences.AddRange(References);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
