using System.Diagnostics;
using HmmGen.Coherence;
using HmmGen.Tests.Lifetimes;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>A process that may make no large files: Linux ends one that tries.</summary>
public sealed class FileSizeLimitTests
{
    [Fact]
    public async Task A_process_that_may_not_make_the_file_of_all_memory_has_scopes_and_says_why()
    {
        Assert.SkipWhen(FaultService.Of(userModeOnly: true).Reason.Length > 0 && FaultService.Of(userModeOnly: false).Reason.Length > 0, "No mode is transparent here.");
        ProcessStartInfo start = new("/bin/sh", ["-c", "ulimit -f 40000000 && exec \"$0\" \"$@\"", DotnetHost.Path, ChildProcess.Program, "mode", "Scopes"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("HMMGEN_HOST_MODE");
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using Process process = Process.Start(start)!;
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);

        Assert.Equal(("", 0), (await error, process.ExitCode));
        Assert.StartsWith("Scopes\nIt gives memory: ", output, StringComparison.Ordinal);
        Assert.Contains("the process may make files of 20480000000 bytes at most, ", output, StringComparison.Ordinal);
        Assert.Contains("ulimit -f unlimited", output, StringComparison.Ordinal);
        Assert.DoesNotContain("/dev/userfaultfd", output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void What_is_beyond_the_limit_is_refused_and_stays(HmmHostMode mode)
    {
        ChildProcess child = ChildProcess.Run("file-size-limit", mode);
        Assert.SkipWhen(child.ExitCode == ChildProcess.ModeMissing, child.Output);
        Assert.Equal(("", 0), (child.Error, child.ExitCode));
    }
}
