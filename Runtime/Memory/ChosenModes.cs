using System.Diagnostics.Tracing;
using HmmGen.Base.Telemetry;

namespace HmmGen.Memory;

/// <summary>Tells listeners which modes the spaces of the process have chosen, also those that come later. Thread safe.</summary>
/// <remarks>
/// .NET tells of a listener under a lock that each new event source needs too. Concurrent collections make one, in a static constructor, when they are listed
/// first. Two threads that do both in different order wait for each other for good. So an array is read there, and no collection is asked.
/// </remarks>
internal static class ChosenModes
{
    private static (HmmHostMode Mode, string Reason)[] _told = [];

    static ChosenModes() => HmmEvents.Log.EventCommandExecuted += static (_, command) =>
    {
        if (command.Command == EventCommand.Enable)
        {
            foreach ((HmmHostMode mode, string reason) in Volatile.Read(ref _told))
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
        (HmmHostMode Mode, string Reason) chosen = (choice.Mode, choice.Reason);
        for (bool added = false; !added;)
        {
            (HmmHostMode Mode, string Reason)[] told = Volatile.Read(ref _told);
            added = told.Contains(chosen) || Interlocked.CompareExchange(ref _told, [.. told, chosen], told) == told;
        }

        if (HmmEvents.Log.IsEnabled())
        {
            HmmEvents.Log.HostModeChosen(choice.Mode.ToString(), choice.Reason);
        }
    }
}
