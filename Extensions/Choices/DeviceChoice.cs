using Microsoft.Extensions.Logging;

namespace HmmGen.Extensions.Choices;

/// <summary>Chooses a device by settings, and says in the log which and why. Used by one thread.</summary>
/// <param name="log">The log.</param>
/// <param name="section">The section of the configuration, for messages.</param>
/// <param name="discovered">Gives the devices of the machine, the best of a kind first, the host last. Not called where no discovery is needed.</param>
/// <param name="report">Gives the reasons why others were not found.</param>
internal sealed class DeviceChoice(ILogger log, string section, Func<IReadOnlyList<HmmDevice>> discovered, Func<IReadOnlyList<string>> report)
{
    /// <summary>Makes the device. The caller disposes of it.</summary>
    /// <param name="settings">The settings, which are checked.</param>
    /// <returns>A device of its own, never one of <see cref="HmmDevice.All"/>.</returns>
    /// <exception cref="PlatformNotSupportedException">The machine has no such device, and the settings do not allow another.</exception>
    public HmmDevice Open(HmmDeviceSettings settings)
    {
        HmmDevice device = settings.Kind == HmmDeviceKind.Simulated ? Simulated(settings) : Of(Find(settings), settings);
        HmmLog.DeviceChosen(log, section, device.Name, device.Kind, settings.Kind?.ToString() ?? "the best one");
        if (device.Kind == HmmDeviceKind.Host && settings.Kind != HmmDeviceKind.Host)
        {
            foreach (string reason in report())
            {
                HmmLog.NotFound(log, reason);
            }
        }

        return device;
    }

    private static HmmDevice Simulated(HmmDeviceSettings settings)
    {
        SimulatedOptions defaults = new();
        return HmmDevice.Simulated(new SimulatedOptions
        {
            Number = settings.Number,
            MemoryBudget = settings.MemoryBudget,
            PageSize = settings.PageSize ?? defaults.PageSize,
            MaxDegreeOfParallelism = settings.MaxDegreeOfParallelism,
        });
    }

    private HmmDevice Find(HmmDeviceSettings settings)
    {
        if (settings.Kind is not { } kind)
        {
            return HmmDevice.Default;
        }

        HmmDevice[] ofKind = kind == HmmDeviceKind.Host ? [HmmDevice.Host] : [.. discovered().Where(device => device.Kind == kind)];
        if (settings.Number < ofKind.Length)
        {
            return ofKind[settings.Number];
        }

        string why = ofKind.Length > 0 ? $"The last one has the number {ofKind.Length - 1}."
            : string.Join(' ', report().DefaultIfEmpty("Discovery gave no reason."));
        if (!settings.MayFallBack)
        {
            throw new PlatformNotSupportedException(
                $"{section}:Kind asks for {kind} number {settings.Number}, which this machine has not. {why} Set {section}:MayFallBack to take another device.");
        }

        HmmDevice other = ofKind.FirstOrDefault() ?? HmmDevice.Default;
        HmmLog.DeviceMissing(log, section, kind, settings.Number, other.Name, why);
        return other;
    }

    private HmmDevice Of(HmmDevice found, HmmDeviceSettings settings)
    {
        HmmDeviceOptions options = found.Options;
        if (found.Kind != HmmDeviceKind.Host)
        {
            options = options with { MemoryBudget = settings.MemoryBudget ?? options.MemoryBudget, PageSize = settings.PageSize ?? options.PageSize };
        }
        else if (settings.MemoryBudget is not null || settings.PageSize is not null)
        {
            HmmLog.NotForHost(log, section);
        }

        return found.WithOptions(options with { MaxDegreeOfParallelism = settings.MaxDegreeOfParallelism ?? options.MaxDegreeOfParallelism });
    }
}
