using HmmGen.Tool.Commands;
using Xunit;

namespace HmmGen.Tool.Tests;

/// <summary>Completion through the suggest directive of System.CommandLine.</summary>
public sealed class CompletionTests
{
    [Fact]
    public void Commands_are_completed() => Assert.Contains("verify", Suggested("hmm ver"));

    [Fact]
    public void Options_are_completed() => Assert.Contains("--no-cache", Suggested("hmm verify App.dll --"));

    [Fact]
    public void Targets_are_completed() => Assert.Contains("sm_90", Suggested("hmm verify App.dll --target "));

    [Fact]
    public void Kernels_of_the_named_assembly_are_completed()
        => Assert.Equal(
            ["Sparse.CooTimesVector", "Sparse.CsrTimesVector", "Sparse.CsrTransposedTimesVector", "Sparse.EllTimesVector"],
            Suggested($"hmm explain {Corpus.Path} Sparse."));

    [Fact]
    public void Kernels_of_no_assembly_are_none() => Assert.DoesNotContain(Suggested("hmm explain Missing.dll Sp"), name => name.Contains("Sparse", StringComparison.Ordinal));

    [Fact]
    public void A_directive_without_a_place_is_refused()
    {
        ToolRun run = ToolRun.Of("[suggest:x]");
        Assert.Equal((ExitCode.WrongUse, ""), (run.Code, run.Output));
        Assert.StartsWith("hmm: ", run.Errors, StringComparison.Ordinal);
    }

    private static string[] Suggested(string line)
    {
        ToolRun run = ToolRun.Of($"[suggest:{line.Length}]", line);
        Assert.Equal((ExitCode.Good, ""), (run.Code, run.Errors));
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
