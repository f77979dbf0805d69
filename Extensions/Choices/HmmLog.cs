using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace HmmGen.Extensions.Choices;

/// <summary>The messages of the log. Warnings say that what was asked for could not be had.</summary>
internal static partial class HmmLog
{
    /// <summary>The logger of a container.</summary>
    /// <param name="services">The container.</param>
    /// <returns>The logger; one that says nothing where the container has no logging.</returns>
    public static ILogger Log(this IServiceProvider services) => services.GetService<ILoggerFactory>()?.CreateLogger(HmmTelemetry.Name) ?? NullLogger.Instance;

    /// <summary>A device was chosen.</summary>
    [LoggerMessage(1, LogLevel.Information, "{Section}: kernels run on {Device} ({Kind}); asked for was {Asked}.")]
    public static partial void DeviceChosen(ILogger log, string section, string device, HmmDeviceKind kind, string asked);

    /// <summary>Why there is no better device than the host.</summary>
    [LoggerMessage(2, LogLevel.Information, "Not found: {Reason}")]
    public static partial void NotFound(ILogger log, string reason);

    /// <summary>Another device was taken.</summary>
    [LoggerMessage(3, LogLevel.Warning, "{Section}: this machine has no {Kind} number {Number}, so {Device} is taken. {Reason}")]
    public static partial void DeviceMissing(ILogger log, string section, HmmDeviceKind kind, int number, string device, string reason);

    /// <summary>Settings for device memory have no effect.</summary>
    [LoggerMessage(4, LogLevel.Warning, "{Section}: MemoryBudget and PageSize have no effect, since the host works in place.")]
    public static partial void NotForHost(ILogger log, string section);

    /// <summary>A mode was chosen.</summary>
    [LoggerMessage(5, LogLevel.Information, "The host mode is {Mode}: {Reason}")]
    public static partial void ModeChosen(ILogger log, HmmHostMode mode, string reason);

    /// <summary>Another mode was taken.</summary>
    [LoggerMessage(6, LogLevel.Warning, "HmmGen:HostMode asks for {Asked}, and the mode is {Mode}. {Reason}")]
    public static partial void ModeMissing(ILogger log, HmmHostMode? asked, HmmHostMode mode, string reason);
}
