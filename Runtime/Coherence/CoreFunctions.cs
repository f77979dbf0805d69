// Safety: the tables are filled once and never freed; their functions are those of a library that is never unloaded, or of this assembly.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.Coherence;

/// <summary>The functions that this process uses: those of the native library where it is used, else this assembly's own.</summary>
/// <remarks>
/// A call leaves managed code, so a collection never waits for one. With a fault service all of the core must be native: a thread that holds one of
/// its locks must not be stopped by a collection.
/// </remarks>
internal static unsafe class CoreFunctions
{
    static CoreFunctions()
    {
        CoreTable* core = (CoreTable*)NativeMemory.AllocZeroed((nuint)sizeof(CoreTable));
        Current = core;
        if (CoreLibrary.Current.Handle == 0)
        {
            *core = CoreTable.Fill();
            return;
        }

        WatchingTable* watching = (WatchingTable*)NativeMemory.AllocZeroed((nuint)sizeof(WatchingTable));
        CoreLibrary.Give(CoreLibrary.Current.Handle, core, watching);
        Watching = watching;
    }

    /// <summary>The core's.</summary>
    public static CoreTable* Current { get; }

    /// <summary>Those for watched regions; null when nothing can be watched.</summary>
    public static WatchingTable* Watching { get; }
}
