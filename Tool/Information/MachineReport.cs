using System.Runtime.InteropServices;
using HmmGen.Tool.Commands;

namespace HmmGen.Tool.Information;

/// <summary>What HmmGen finds on this machine.</summary>
/// <param name="Version">The version of HmmGen.</param>
/// <param name="DotNet">The version of .NET.</param>
/// <param name="System">The operating system and the processor.</param>
/// <param name="Processors">The number of processors.</param>
/// <param name="HostMode">How far the host's memory is shared with devices.</param>
/// <param name="HostModeReason">Why that far.</param>
/// <param name="FaultService">The fault service.</param>
/// <param name="Devices">The devices, the host last. A simulated one is the first where the environment makes it the default.</param>
/// <param name="Discovery">Why other devices were not found.</param>
/// <param name="Advice">What to change to get more.</param>
internal sealed record MachineReport(
    string Version,
    string DotNet,
    string System,
    int Processors,
    HmmHostMode HostMode,
    string HostModeReason,
    FaultServiceReport FaultService,
    IReadOnlyList<DeviceReport> Devices,
    IReadOnlyList<string> Discovery,
    IReadOnlyList<string> Advice)
{
    /// <summary>Looks at this machine.</summary>
    /// <returns>The report.</returns>
    public static MachineReport OfMachine()
    {
        List<string> discovery = [.. HmmDevice.DiscoveryReport];
        HmmDevice? normal = Default(discovery);

        // The environment may ask for a simulated device, which is none of the machine's.
        HmmDevice[] shown = normal is null || HmmDevice.All.Contains(normal) ? [.. HmmDevice.All] : [normal, .. HmmDevice.All];
        DeviceReport[] devices = [.. shown.Select(device => DeviceReport.Of(device, normal))];
        MachineReport report = new(
            ToolVersion.Current,
            Environment.Version.ToString(),
            $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}",
            Environment.ProcessorCount,
            HmmSpace.Shared.HostMode,
            HmmSpace.Shared.HostModeReason,
            FaultServiceReport.OfProcess(),
            devices,
            discovery,
            []);
        return report with { Advice = [.. MachineAdvice.Of(report)] };
    }

    /// <summary>The default device; null, with the reason in the report, where the environment asks for one that is not there.</summary>
    private static HmmDevice? Default(List<string> discovery)
    {
        try
        {
            return HmmDevice.Default;
        }
        catch (PlatformNotSupportedException refusal)
        {
            discovery.Add(refusal.Message);
            return null;
        }
    }
}
