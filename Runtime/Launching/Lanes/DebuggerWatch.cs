using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace HmmGen.Launching.Lanes;

/// <summary>
/// Whether a debugger is attached, as of a tenth of a second ago at most. To ask .NET is a call of native code. On some processors preparing it takes longer than a
/// small launch (docs/measurements.md). Thread safe: launches at the same time ask one after another, or twice.
/// </summary>
internal sealed class DebuggerWatch
{
    // In milliseconds.
    private const long Apart = 100;

    private long _asked = long.MinValue / 2;
    private volatile bool _isAttached;

    /// <summary>Whether one is attached.</summary>
    public bool IsAttached
    {
        get
        {
            if (Environment.TickCount64 - Volatile.Read(ref _asked) >= Apart)
            {
                Ask();
            }

            return _isAttached;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Ask()
    {
        _isAttached = Debugger.IsAttached;
        Volatile.Write(ref _asked, Environment.TickCount64);
    }
}
