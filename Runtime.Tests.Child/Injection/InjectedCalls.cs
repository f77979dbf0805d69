// Safety: the plan is the library's and never freed; it is changed while no operation is under way.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.Tests.Child.Injection;

/// <summary>The tests' build of the fault service, and the call of it that is to fail.</summary>
internal static unsafe class InjectedCalls
{
    private static CallPlan* _plan;

    /// <summary>Makes the runtime of this process use the tests' build. Before anything else of the runtime is used.</summary>
    public static void Use()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "injected/");
        AppContext.SetData("APP_CONTEXT_BASE_DIRECTORY", folder);
        nint library = NativeLibrary.Load(Path.Combine(folder, "hmmgen-faults.so"));
        _plan = ((delegate* unmanaged<CallPlan*>)NativeLibrary.GetExport(library, "hmm_call_plan"))();
    }

    /// <summary>Counts calls from now on, and lets some fail or be late.</summary>
    /// <param name="step">Which; null for none.</param>
    public static void Begin(InjectedStep? step)
    {
        *_plan = default;
        if (step is not null)
        {
            _plan->Call = step.Call;
            _plan->First = step.Time;
            _plan->Last = step.Repeats ? long.MaxValue : step.Time;
            _plan->Error = step.Error;
            _plan->Late = step.Late;
        }

        Volatile.Write(ref _plan->IsOn, 1);
    }

    /// <summary>Lets all calls pass again.</summary>
    /// <returns>How many calls failed or were late.</returns>
    public static long End()
    {
        Volatile.Write(ref _plan->IsOn, 0);
        return _plan->Hits;
    }

    /// <summary>How often a call was made since <see cref="Begin"/>.</summary>
    /// <param name="call">The call.</param>
    /// <returns>The number.</returns>
    public static long Count(CoreCall call) => _plan->Counts[(int)call];
}
