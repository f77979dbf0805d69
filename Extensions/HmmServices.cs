using System.Diagnostics.CodeAnalysis;
using HmmGen.Extensions.Choices;
using HmmGen.Extensions.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace HmmGen.Extensions;

/// <summary>Registers HmmGen in a container of services.</summary>
/// <remarks>
/// The settings come from the section <c>HmmGen</c> of the configuration, if the container has one, and then from code. A wrong value is an
/// <see cref="OptionsValidationException"/> that names its key. A generic host throws it when it starts; without one it comes with the first device or space.
/// </remarks>
public static class HmmServices
{
    /// <summary>
    /// Registers <see cref="HmmDevice"/> and <see cref="HmmSpace"/>, one of each for the container. The container disposes of the device, and of no device
    /// that others share.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the settings after the configuration has set them; null for no change.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">The services are null.</exception>
    /// <remarks>
    /// The category <c>HmmGen</c> of the log says once which device and which mode was chosen and why: when the host starts, or where there is no host, when
    /// they are first asked for. A second call only adds its changes of the settings.
    /// </remarks>
    public static IServiceCollection AddHmmGen(this IServiceCollection services, Action<HmmSettings>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        AddSettings(services, Options.DefaultName, configure);
        services.TryAddSingleton(static provider =>
            new DeviceChoice(provider.Log(), SettingsSection.Root, static () => HmmDevice.All, static () => HmmDevice.DiscoveryReport)
                .Open(provider.GetRequiredService<IOptionsMonitor<HmmSettings>>().CurrentValue));
        services.TryAddSingleton(static provider =>
            new SpaceChoice(provider.Log()).Make(provider.GetRequiredService<IOptionsMonitor<HmmSettings>>().CurrentValue));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, FirstUse>());
        return services;
    }

    /// <summary>Registers one more <see cref="HmmDevice"/> under a key. Its section of the configuration is <c>HmmGen:Devices:KEY</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="key">The key, also for <c>[FromKeyedServices]</c>.</param>
    /// <param name="configure">Changes the settings after the configuration has set them; null for no change.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">The services are null.</exception>
    /// <exception cref="ArgumentException">The key is null, empty, or has a colon.</exception>
    /// <remarks>The device opens, and the log speaks of it, when it is first asked for. The container disposes of it.</remarks>
    public static IServiceCollection AddHmmDevice(this IServiceCollection services, string key, Action<HmmDeviceSettings>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        if (key.Contains(':', StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{key}' has a colon, which divides keys of the configuration: choose a key without one.", nameof(key));
        }

        services.AddSingleton(new DeviceKey(key));
        AddSettings(services, key, configure);

        // The section around those of the devices is checked too: what is wrong there may be meant for a device.
        AddSettings<HmmSettings>(services, Options.DefaultName, configure: null);
        services.TryAddKeyedSingleton(key, static (provider, asked) => Keyed(provider, (string)asked!));
        return services;
    }

    private static HmmDevice Keyed(IServiceProvider provider, string key)
    {
        HmmDeviceSettings settings = provider.GetRequiredService<IOptionsMonitor<HmmDeviceSettings>>().Get(key);
        _ = provider.GetRequiredService<IOptionsMonitor<HmmSettings>>().CurrentValue;
        return new DeviceChoice(provider.Log(), SettingsSection.Of(key), static () => HmmDevice.All, static () => HmmDevice.DiscoveryReport).Open(settings);
    }

    private static void AddSettings<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TSettings>(
        IServiceCollection services, string name, Action<TSettings>? configure)
        where TSettings : HmmDeviceSettings
    {
        OptionsBuilder<TSettings> builder = services.AddOptions<TSettings>(name).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<TSettings>, SettingsReader<TSettings>>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TSettings>, SettingsCheck<TSettings>>());
        if (configure is not null)
        {
            builder.Configure(configure);
        }
    }
}
