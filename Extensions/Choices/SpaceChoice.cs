using Microsoft.Extensions.Logging;

namespace HmmGen.Extensions.Choices;

/// <summary>Chooses a space by settings, and says in the log which and why. Used by one thread.</summary>
/// <param name="log">The log.</param>
internal sealed class SpaceChoice(ILogger log)
{
    /// <summary>Makes the space.</summary>
    /// <param name="settings">The settings, which are checked.</param>
    /// <returns>The space.</returns>
    /// <exception cref="PlatformNotSupportedException">The process cannot have the mode, and the settings do not allow another.</exception>
    public HmmSpace Make(HmmSettings settings)
    {
        HmmSpace space = HmmSpace.Shared;
        try
        {
            space = settings.HostMode is { } mode ? new HmmSpace(mode) : space;
        }
        catch (PlatformNotSupportedException refusal) when (settings.MayFallBack)
        {
            HmmLog.ModeMissing(log, settings.HostMode, space.HostMode, refusal.Message);
        }

        HmmLog.ModeChosen(log, space.HostMode, space.HostModeReason);
        return space;
    }
}
