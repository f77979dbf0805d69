using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using HmmGen.Base.Telemetry;

namespace HmmGen.Memory;

/// <summary>Tells listeners which modes the spaces of the process have chosen, also those that come later. Thread safe.</summary>
internal static class ChosenModes
{
    private static readonly ConcurrentDictionary<(HmmHostMode Mode, string Reason), bool> Told = [];

    static ChosenModes() => HmmEvents.Log.EventCommandExecuted += static (_, command) =>
    {
        if (command.Command == EventCommand.Enable)
        {
            foreach ((HmmHostMode mode, string reason) in Told.Keys)
            {
                HmmEvents.Log.HostModeHolds(mode.ToString(), reason);
            }
        }
    };

    /// <summary>A space has its mode.</summary>
    /// <param name="choice">The mode, and why it is this one.</param>
    public static void Add(HostModeChoice choice)
    {
        // Before anybody is asked whether they listen: who begins to listen now finds it here.
        Told.TryAdd((choice.Mode, choice.Reason), true);
        if (HmmEvents.Log.IsEnabled())
        {
            HmmEvents.Log.HostModeChosen(choice.Mode.ToString(), choice.Reason);
        }
    }
}
