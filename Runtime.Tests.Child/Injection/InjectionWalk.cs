using System.Diagnostics;
using System.Globalization;
using HmmGen.Coherence.Core;

namespace HmmGen.Tests.Child.Injection;

/// <summary>
/// Walks over every call that operations make: it fails, or is late, and every page must be right, or lost with a reason. Says of each step what came
/// of it; a step that ends the process is for who started it to see, and to go on behind.
/// </summary>
internal static class InjectionWalk
{
    private const int StepSeconds = 20;

    /// <summary>The most that a call is walked over which is made as often as it happens to be.</summary>
    private const int FewTimes = 2;

    /// <summary>Walks.</summary>
    /// <param name="mode">The mode.</param>
    /// <param name="sample">Whether only a sample of the steps is made.</param>
    /// <param name="operation">The number of the first operation.</param>
    /// <param name="step">The number of its first step.</param>
    /// <returns>The exit code.</returns>
    public static int Run(HmmHostMode mode, bool sample, int operation, int step)
    {
        Watchdog.Start(StepSeconds);
        HmmSpace space;
        try
        {
            space = new HmmSpace(mode);
        }
        catch (PlatformNotSupportedException reason)
        {
            Console.WriteLine(reason.Message);
            return ExitCodes.ModeMissing;
        }

        for (; operation < Operations.All.Count; operation++)
        {
            NamedOperation named = Operations.All[operation];
            if (!named.IsRaw || mode == HmmHostMode.Transparent || (mode == HmmHostMode.TransparentUserMode && !sample))
            {
                Walk(space, named, sample, operation, step);
            }

            step = 0;
        }

        return ExitCodes.Right;
    }

    private static void Walk(HmmSpace space, NamedOperation operation, bool sample, int number, int from)
    {
        Watchdog.Start(StepSeconds);
        InjectedStep[] steps = [.. Count(() => operation.Make(space)).SelectMany(times => InjectedStep.For(times.Call, times.Times, sample))];
        for (int i = from; i < steps.Length; i++)
        {
            Watchdog.Start(StepSeconds);
            Console.Write(string.Create(CultureInfo.InvariantCulture, $"{number}|{i}|{operation.Name}|{steps[i]}|"));
            Console.Out.Flush();
            Console.WriteLine(Step(operation.Make(space), steps[i]));
        }
    }

    /// <summary>
    /// How often each call is made when all of them pass: the most of some times, since the service has a thread of its own, but for the first, which
    /// opens it.
    /// </summary>
    private static IEnumerable<(CoreCall Call, long Times)> Count(Func<InjectedOperation> make)
    {
        CoreCall[] calls = Enum.GetValues<CoreCall>();
        long[] most = new long[calls.Length];
        for (int round = 0; round < 3; round++)
        {
            using InjectedOperation operation = make();
            operation.Prepare();
            InjectedCalls.Begin(null);
            operation.Act();
            InjectedCalls.End();
            for (int i = 0; round > 0 && i < calls.Length; i++)
            {
                most[i] = Math.Max(most[i], InjectedCalls.Count(calls[i]));
            }

            foreach (ExpectedArray array in operation.Arrays)
            {
                array.Check(done: true);
            }
        }

        foreach (CoreCall call in calls)
        {
            bool few = call is CoreCall.ReadFaults or CoreCall.WaitForFaults or CoreCall.WaitForLock or CoreCall.Identify;
            yield return (call, few ? Math.Min(FewTimes, most[(int)call]) : most[(int)call]);
        }
    }

    private static string Step(InjectedOperation operation, InjectedStep step)
    {
        long started = 0;
        long hits = 0;
        string outcome;
        try
        {
            operation.Prepare();
            string refusal;
            InjectedCalls.Begin(step);
            started = Stopwatch.GetTimestamp();
            try
            {
                refusal = Act(operation);
            }
            finally
            {
                hits = InjectedCalls.End();
            }

            TimeSpan took = Stopwatch.GetElapsedTime(started);
            HashSet<string> lost = [];
            foreach (ExpectedArray array in operation.Arrays)
            {
                lost.UnionWith(array.Check(done: refusal.Length == 0));
            }

            if (refusal == nameof(TouchException) && lost.Count == 0)
            {
                throw new WrongException("a touch failed, and no page says why");
            }

            operation.CheckOthers(done: refusal.Length == 0 && lost.Count == 0);
            operation.UseAgain();
            operation.Dispose();
            outcome = Name(refusal, lost, hits) + string.Create(CultureInfo.InvariantCulture, $"|{took.TotalMilliseconds:F0}");
        }
        catch (Exception error)
        {
            outcome = $"WRONG: {error.ToString().ReplaceLineEndings(" ~ ")}|{Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0}";
        }

        return outcome;
    }

    private static string Act(InjectedOperation operation)
    {
        try
        {
            operation.Act();
            return "";
        }
        catch (TouchException refusal)
        {
            return refusal.GetType().Name;
        }
        catch (Exception refusal) when (Refusals.IsTyped(refusal))
        {
            return refusal.GetType().Name;
        }
    }

    private static string Name(string refusal, HashSet<string> lost, long hits)
    {
        List<string> parts = [];
        if (refusal.Length > 0)
        {
            parts.Add($"refused: {refusal}");
        }

        foreach (string reason in lost.Order())
        {
            parts.Add($"poisoned: {reason}");
        }

        return hits == 0 ? "not reached" : parts.Count == 0 ? "right" : string.Join(", ", parts);
    }
}
