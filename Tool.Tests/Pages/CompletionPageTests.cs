using System.Diagnostics;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tool.Tests.Pages;

/// <summary>The lines for bash in docs/tool.md complete commands.</summary>
public sealed class CompletionPageTests
{
    private const string Page = "docs/tool.md";

    [Fact]
    public async Task Bash_completes_a_command()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "these lines are for bash on Linux");
        string tool = typeof(HmmCommand).Assembly.Location;
        string script = $$"""
            hmm() { dotnet "{{tool}}" "$@"; }
            {{PageBlock.One(Page, "sh", "_hmm()").Code}}
            complete -p hmm
            COMP_LINE="hmm ver" COMP_POINT=7
            _hmm
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        ProcessStartInfo start = new("bash", ["-c", script]) { RedirectStandardOutput = true };
        using Process bash = Process.Start(start)!;
        string output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["complete -o default -F _hmm hmm", "verify", "--version"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
