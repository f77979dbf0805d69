namespace HmmGen.Tool.Information;

/// <summary>A device of this machine.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">The kind: <c>host</c>, <c>cuda</c>, <c>openCL</c>.</param>
/// <param name="IsDefault">Whether programs that name no device use it.</param>
/// <param name="MemoryBudget">The bytes that it has for pages; null for the host, which needs none, and for a device that does not open.</param>
/// <param name="Mirror">How it reaches process memory.</param>
/// <param name="Problem">Why it does not open; null when it does.</param>
internal sealed record DeviceReport(string Name, HmmDeviceKind Kind, bool IsDefault, long? MemoryBudget, string Mirror, string? Problem)
{
    /// <summary>Looks at a device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="normal">The default device; null when the environment asks for one that is not there.</param>
    /// <returns>The report.</returns>
    public static DeviceReport Of(HmmDevice device, HmmDevice? normal)
    {
        (long? budget, string? problem) = (null, null);
        if (device.Kind != HmmDeviceKind.Host)
        {
            try
            {
                budget = device.MemoryBudget;
            }
            catch (HmmException failure)
            {
                problem = failure.Message;
            }
        }

        return new DeviceReport(device.Name, device.Kind, device == normal, budget, device.MirrorModeReason, problem);
    }
}
