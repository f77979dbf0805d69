using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace HmmGen.Extensions.Settings;

/// <summary>Reads settings from the configuration. Thread safe.</summary>
/// <typeparam name="TSettings">The settings.</typeparam>
/// <param name="keys">The keys of registered devices.</param>
/// <param name="configuration">The configuration; none where the container has none.</param>
internal sealed class SettingsReader<TSettings>(IEnumerable<DeviceKey> keys, IEnumerable<IConfiguration> configuration) : IConfigureNamedOptions<TSettings>
    where TSettings : HmmDeviceSettings
{
    /// <inheritdoc/>
    public void Configure(TSettings options) => Configure(Options.DefaultName, options);

    /// <inheritdoc/>
    public void Configure(string? name, TSettings options)
    {
        if (configuration.LastOrDefault() is not { } whole)
        {
            return;
        }

        IConfigurationSection part = whole.GetSection(SettingsSection.Of(name ?? ""));
        SettingsSection section = new(part);
        options.Kind = section.Word(nameof(options.Kind), options.Kind);
        options.Number = section.Number(nameof(options.Number), options.Number)!.Value;
        options.MayFallBack = section.Flag(nameof(options.MayFallBack), options.MayFallBack);
        options.MemoryBudget = section.Bytes(nameof(options.MemoryBudget), options.MemoryBudget);
        options.PageSize = section.Number(nameof(options.PageSize), options.PageSize);
        options.MaxDegreeOfParallelism = section.Number(nameof(options.MaxDegreeOfParallelism), options.MaxDegreeOfParallelism);
        List<string> failures = [];
        if (options is HmmSettings settings)
        {
            settings.HostMode = section.Word(nameof(settings.HostMode), settings.HostMode);
            section.Know("Devices");
            IConfigurationSection devices = part.GetSection("Devices");
            failures.AddRange(SettingsSection.ValueOf(devices));
            failures.AddRange(devices.GetChildren()
                .Where(child => !keys.Any(key => key.Key.Equals(child.Key, StringComparison.OrdinalIgnoreCase)))
                .Select(static child => $"{child.Path} is for no device: register one with AddHmmDevice(\"{child.Key}\")."));
        }

        failures.InsertRange(0, section.Failures());
        if (failures.Count > 0)
        {
            throw new OptionsValidationException(name ?? "", typeof(TSettings), failures);
        }
    }
}
