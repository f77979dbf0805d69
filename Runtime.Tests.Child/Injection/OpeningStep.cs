using HmmGen.Coherence.Core;

namespace HmmGen.Tests.Child.Injection;

/// <summary>A service is opened, once a process, and a call of it fails: it works, or the mode says why it is not to be had.</summary>
internal static class OpeningStep
{
    /// <summary>Opens it.</summary>
    /// <param name="mode">The mode.</param>
    /// <param name="call">The call; null for none, then those that are made are printed.</param>
    /// <param name="time">Which of the calls of that name.</param>
    /// <returns>The exit code.</returns>
    public static int Run(HmmHostMode mode, CoreCall? call, int time)
    {
        InjectedCalls.Use();
        InjectedCalls.Begin(call is { } named ? new InjectedStep(named, time, InjectedErrors.Of(named)[0], 0, Repeats: false) : null);
        HmmSpace? space = null;
        try
        {
            space = new HmmSpace(mode);
        }
        catch (PlatformNotSupportedException reason)
        {
            Console.WriteLine(call is null ? reason.Message : $"refused: {reason.Message}");
        }

        InjectedCalls.End();
        if (call is null)
        {
            foreach (CoreCall made in Enum.GetValues<CoreCall>())
            {
                if (InjectedErrors.Of(made).Length > 0 && made is not (CoreCall.ReadFaults or CoreCall.WaitForFaults or CoreCall.WaitForLock))
                {
                    Console.WriteLine($"{made}|{InjectedCalls.Count(made)}");
                }
            }
        }

        return space is null || Works(space) ? space is null && call is null ? ExitCodes.ModeMissing : ExitCodes.Right : ExitCodes.WrongValue;
    }

    private static bool Works(HmmSpace space)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = space.Allocate<int>(5000);
        Kernels.Add(device, 5000, 7, array);
        return array.AsSpan().IndexOfAnyExcept(7) < 0;
    }
}
