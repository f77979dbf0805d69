namespace HmmGen.Tool.Information;

/// <summary>What to change on a machine to get more from it. The README's table of host modes says the same.</summary>
internal static class MachineAdvice
{
    private const string Watched = "/dev/userfaultfd";
    private const string ModeVariable = "HMMGEN_HOST_MODE";
    private const string DeviceVariable = "HMMGEN_DEVICE";

    /// <summary>Finds advice.</summary>
    /// <param name="report">What was found.</param>
    /// <returns>The advice; empty when the best is there.</returns>
    public static IEnumerable<string> Of(MachineReport report) => [.. OfMemory(report), .. OfDevices(report)];

    private static IEnumerable<string> OfMemory(MachineReport report)
    {
        if (report.HostMode == HmmHostMode.Transparent)
        {
            yield break;
        }

        if (Environment.GetEnvironmentVariable(ModeVariable) is { Length: > 0 } asked and not ("auto" or "transparent"))
        {
            yield return $"{ModeVariable}={asked} rules out a better host mode: unset it.";
            yield break;
        }

        if (!report.FaultService.IsLoaded)
        {
            yield return $"The fault service is not loaded, so the host mode is Scopes: {report.FaultService.Reason}.";
            yield break;
        }

        yield return File.Exists(Watched)
            ? $"Transparent memory: let this user read and write {Watched}, for example sudo setfacl -m u:$USER:rw {Watched}"
            : $"Transparent memory: {Watched} is not there. In a container, start it with --device {Watched}";
        yield return "Or sudo sysctl vm.unprivileged_userfaultfd=1, or run the program with CAP_SYS_PTRACE. One of them is enough. Linux must be 6.5 or newer.";
    }

    private static IEnumerable<string> OfDevices(MachineReport report)
    {
        if (Environment.GetEnvironmentVariable(DeviceVariable) is { Length: > 0 } asked && !report.Devices.Any(static device => device.IsDefault))
        {
            yield return $"{DeviceVariable}={asked} asks for a device that is not there. Launches without a device fail: unset it.";
            yield break;
        }

        if (report.Devices.Any(device => device.Kind != HmmDeviceKind.Host && device.Problem is null))
        {
            yield break;
        }

        yield return "There is no GPU that HmmGen can use, so kernels run on the host. For an NVIDIA GPU install its driver, for others a driver with OpenCL 2.0 or 3.0.";
        yield return $"{DeviceVariable}=simulated runs kernels on a simulated device, with page faults as on a GPU.";
    }
}
