using System.Text.Json;
using HmmGen.Tool.Commands;
using HmmGen.Tool.Information;
using Xunit;

namespace HmmGen.Tool.Tests;

/// <summary><c>hmm info</c>.</summary>
public sealed class InfoTests
{
    [Fact]
    public void The_host_is_the_last_device_and_reasons_are_given()
    {
        JsonElement report = ToolRun.Json(ExitCode.Good, "info");
        JsonElement[] devices = [.. report.GetProperty("devices").EnumerateArray()];
        Assert.Equal(HmmDevice.All.Select(device => device.Name), devices.Select(device => device.GetProperty("name").GetString()));
        Assert.Equal("host", devices[^1].GetProperty("kind").GetString());
        Assert.Equal(HmmSpace.Shared.HostModeReason, report.GetProperty("hostModeReason").GetString());
        Assert.Equal(HmmDevice.DiscoveryReport, report.GetProperty("discovery").EnumerateArray().Select(line => line.GetString()));
        Assert.Equal(Environment.Version.ToString(), report.GetProperty("dotNet").GetString());
        Assert.Equal(ToolVersion.Current, report.GetProperty("version").GetString());
    }

    [Fact]
    public void The_text_says_the_same()
    {
        ToolRun run = ToolRun.Of("info");
        Assert.Equal((ExitCode.Good, ""), (run.Code, run.Errors));
        Assert.Contains($"Host mode: {HmmSpace.Shared.HostMode}: {HmmSpace.Shared.HostModeReason}", run.Output, StringComparison.Ordinal);
        Assert.All(HmmDevice.DiscoveryReport, line => Assert.Contains(line, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void The_best_host_mode_and_a_gpu_need_no_advice() => Assert.Empty(MachineAdvice.Of(Report(HmmHostMode.Transparent, isLoaded: true, HmmDeviceKind.Cuda)));

    [Fact]
    public void User_mode_is_told_each_remedy()
    {
        string advice = string.Join('\n', MachineAdvice.Of(Report(HmmHostMode.TransparentUserMode, isLoaded: true, HmmDeviceKind.Cuda)));
        Assert.All(["/dev/userfaultfd", "vm.unprivileged_userfaultfd=1", "CAP_SYS_PTRACE"], remedy => Assert.Contains(remedy, advice, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_the_fault_service_its_reason_is_the_advice()
        => Assert.Contains("no gcc here", Assert.Single(MachineAdvice.Of(Report(HmmHostMode.Scopes, isLoaded: false, HmmDeviceKind.OpenCL))), StringComparison.Ordinal);

    [Fact]
    public void Without_a_gpu_there_is_a_simulated_device()
        => Assert.Contains(MachineAdvice.Of(Report(HmmHostMode.Transparent, isLoaded: true)), line => line.Contains("HMMGEN_DEVICE=simulated", StringComparison.Ordinal));

    private static MachineReport Report(HmmHostMode mode, bool isLoaded, params HmmDeviceKind[] kinds) => new(
        "1", "10", "Linux", 2, mode, "a reason", new FaultServiceReport(isLoaded, isLoaded ? "" : "no gcc here"),
        [.. kinds.Append(HmmDeviceKind.Host).Select(kind => new DeviceReport(kind.ToString(), kind, false, null, "", null))], [], []);
}
