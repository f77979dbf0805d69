// Safety: only tests whether a service has a state.
using HmmGen.Coherence;

namespace HmmGen.Memory;

/// <summary>The mode of a space, the reason for it, and the service that watches its memory.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Reason">Why this mode, and how to get the best one.</param>
/// <param name="Service">The service that watches the memory; null for scopes.</param>
/// <param name="Refusal">Why the space gives no memory; null when it does.</param>
internal sealed unsafe record HostModeChoice(HmmHostMode Mode, string Reason, FaultService? Service, string? Refusal = null)
{
    /// <summary>Chooses the mode that <see cref="CoreLibrary.ModeVariable"/> asks for, or the best one that the process can have.</summary>
    /// <returns>The choice.</returns>
    public static HostModeChoice Best()
    {
        string? asked = Environment.GetEnvironmentVariable(CoreLibrary.ModeVariable);
        return asked switch
        {
            null or "" or "auto" => Auto(),
            "transparent" => Asked(HmmHostMode.Transparent),
            "user" => Asked(HmmHostMode.TransparentUserMode),
            "scopes" => Asked(HmmHostMode.Scopes),
            _ => Refused($"{CoreLibrary.ModeVariable} is '{asked}': set it to transparent, user, scopes or auto."),
        };
    }

    /// <summary>The mode that the environment asks for. A refusal comes when memory is asked for, not when code only reads a property.</summary>
    private static HostModeChoice Asked(HmmHostMode mode)
    {
        try
        {
            return Exactly(mode) with { Reason = $"{CoreLibrary.ModeVariable} asks for {mode}" };
        }
        catch (PlatformNotSupportedException refusal)
        {
            return Refused($"{CoreLibrary.ModeVariable} asks for a mode that this process cannot have. {refusal.Message}");
        }
    }

    private static HostModeChoice Refused(string reason) => new(HmmHostMode.Scopes, reason, null, reason);

    /// <summary>Chooses a mode, or throws.</summary>
    /// <param name="mode">The mode.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="PlatformNotSupportedException">The process cannot have the mode.</exception>
    public static HostModeChoice Exactly(HmmHostMode mode)
    {
        if (mode == HmmHostMode.Scopes)
        {
            return new HostModeChoice(mode, "explicit scopes were asked for", null);
        }

        FaultService service = FaultService.Of(mode == HmmHostMode.TransparentUserMode);
        return service.State is null
            ? throw new PlatformNotSupportedException($"This process cannot have the mode {mode}: {service.Reason}. {service.Remedy}")
            : new HostModeChoice(mode, $"{mode} was asked for", service);
    }

    private static HostModeChoice Auto()
    {
        FaultService full = FaultService.Of(userModeOnly: false);
        if (full.State is not null)
        {
            return new HostModeChoice(HmmHostMode.Transparent, "userfaultfd serves every touch, also by system calls", full);
        }

        if (CoreFunctions.Watching is null)
        {
            return new HostModeChoice(HmmHostMode.Scopes, full.Reason, null);
        }

        FaultService user = FaultService.Of(userModeOnly: true);
        return user.State is not null
            ? new HostModeChoice(
                HmmHostMode.TransparentUserMode,
                $"system calls into pages that a device has taken fail (Bad address), since for them {full.Reason}. {full.Remedy}",
                user)
            : new HostModeChoice(HmmHostMode.Scopes, $"{user.Reason}. {user.Remedy}", null);
    }
}
