// Safety: the tables are filled once and never freed. Their functions belong to a library that is never unloaded, or to this assembly.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.Coherence;

/// <summary>The core's functions in this process. They come from the native library if it is used, otherwise from this assembly.</summary>
/// <remarks>
/// A call leaves managed code, so a garbage collection never waits for a call. With a fault service the whole core must be native, because a garbage
/// collection must not stop a thread that holds one of the core's locks.
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

    /// <summary>The functions of the core.</summary>
    public static CoreTable* Current { get; }

    /// <summary>The functions for watched regions; null if nothing can be watched.</summary>
    public static WatchingTable* Watching { get; }
}
