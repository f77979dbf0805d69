using System.Text.RegularExpressions;
using HmmGen.Language.Tests.Cases;
using HmmGen.Language.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HmmGen.Language.Tests.Semantics;

/// <summary>Whatever is refused, the message says what to write instead.</summary>
public sealed partial class RemedyTests
{
    private static readonly string[] Kinds = ["HMM004", "HMM005", "HMM006", "HMM007", "HMM008"];

    [Fact]
    public void Each_refusal_of_a_case_names_a_remedy()
    {
        LanguageCase[] refused = [.. CaseFile.All.Where(static one => Expectations.Of(one) is { } verdict && verdict.StartsWith("refused", StringComparison.Ordinal))];
        CaseSource[] sources = [.. refused.Select(static (one, number) => new CaseSource(one, $"Case{number}"))];
        Diagnostic[] errors =
        [
            .. KernelToolchain.Analyze(Compilations.Of(sources.Select(static source => source.Kernel))).Where(static error => Kinds.Contains(error.Id)),
        ];

        Assert.True(errors.Length > 80, $"Only {errors.Length} errors were found.");
        Assert.All(errors, static error => Assert.Matches(Remedy(), error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>A clause that begins with a command.</summary>
    [GeneratedRegex(
        "[:;] (add|assign|call|cast|compare|compute|convert|copy|declare|do|give|go|keep|launch|leave|make|move|name|pass|put|read|set|slice|sort|store|take|test|throw|"
        + "use|wait|write) ")]
    private static partial Regex Remedy();
}
