// Safety: the plan is made before it is asked for, and never freed; a copy's target is what the copy would have written.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>Makes calls of the core fail or be late, as the tests' program plans it.</summary>
internal static unsafe class CallGate
{
    /// <summary>What half of a failed copy's target is.</summary>
    private const byte Spoilt = 0xCD;

    private const int ExitThreadNumber = 60;

    private static CallPlan* _plan;

    /// <summary>The plan, made when it is first asked for: before there is a second thread that could ask.</summary>
    [UnmanagedCallersOnly(EntryPoint = "hmm_call_plan")]
    public static CallPlan* Plan()
    {
        if (_plan is null)
        {
            _plan = (CallPlan*)NativeMemory.AllocZeroed((nuint)sizeof(CallPlan));
        }

        return _plan;
    }

    /// <summary>Whether a call is to fail without being made; then the error of the last call is set.</summary>
    /// <param name="call">The call.</param>
    /// <returns>Whether it fails.</returns>
    public static bool Refuses(CoreCall call)
    {
        CallPlan* plan = _plan;
        if (plan is null || Volatile.Read(ref plan->IsOn) == 0)
        {
            return false;
        }

        long time = Interlocked.Increment(ref plan->Counts[(int)call]);
        if (call != plan->Call || time < plan->First || time > plan->Last)
        {
            return false;
        }

        Interlocked.Increment(ref plan->Hits);
        if (plan->Late > 0)
        {
            Thread.Sleep(plan->Late);
        }

        if (plan->Error == CallPlan.EndsThread)
        {
            LinuxCalls.Call(ExitThreadNumber, 0, 0, 0, 0, 0, 0);
        }

        Marshal.SetLastPInvokeError(plan->Error);
        return plan->Error != 0;
    }

    /// <summary>Whether a driver's copy is to fail; then what it should have written is no longer what it was.</summary>
    /// <param name="call">The call.</param>
    /// <param name="target">What it writes; null where that is not memory of the process.</param>
    /// <param name="bytes">How many.</param>
    /// <returns>Whether it fails.</returns>
    public static bool RefusesCopy(CoreCall call, void* target, long bytes)
    {
        if (!Refuses(call))
        {
            return false;
        }

        if (target is not null)
        {
            NativeMemory.Fill(target, (nuint)(bytes - bytes / 2), Spoilt);
        }

        return true;
    }
}
