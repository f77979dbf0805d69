using HmmGen.Tests.Shared;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HmmGen.Generators.Tests.Pages;

/// <summary>The programs for other libraries of C# in docs/coming-from.md: users compare ours with them.</summary>
public sealed class ForeignProgramTests
{
    private const string Page = "docs/coming-from.md";

    /// <summary>ILGPU is there, so its program runs, on whichever device it chooses.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public Task The_program_for_ILGPU_prints_what_its_comment_says()
    {
        TestScale.SkipQuick("another library's program");
        return Assert.Single(PageProgram.In(Page, "csharp ilgpu")).Check(TestContext.Current.CancellationToken);
    }

    /// <summary>ComputeSharp runs on Windows only. Its program is C# all the same.</summary>
    [Fact]
    public void The_program_for_ComputeSharp_is_CSharp()
    {
        string code = Assert.Single(PageProgram.In(Page, "csharp computesharp")).Code;

        Assert.False(HasErrors(code));
        Assert.True(HasErrors(code[..^1]));
    }

    private static bool HasErrors(string code)
        => Compilations.Tree(code).GetDiagnostics(TestContext.Current.CancellationToken).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
