// Safety: calls the library's one export, whose signature never changes. The export fills tables only after the versions were compared.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.Coherence;

/// <summary>The native library. The runtime looks for it once.</summary>
/// <param name="Handle">The handle of the library; 0 if it is not used.</param>
/// <param name="Reason">Why the library is not used; empty if it is used.</param>
internal sealed unsafe record CoreLibrary(nint Handle, string Reason)
{
    /// <summary>The environment variable that chooses the mode of <see cref="HmmSpace.Shared"/>: transparent, user or scopes.</summary>
    public const string ModeVariable = "HMMGEN_HOST_MODE";

    private const string FileName = "hmmgen-faults.so";

    /// <summary>The library of this process.</summary>
    public static CoreLibrary Current { get; } = Find();

    /// <summary>Asks a library for its version and its functions.</summary>
    /// <param name="library">The handle of the library.</param>
    /// <param name="core">The table for the core's functions. Null until the version was compared.</param>
    /// <param name="watching">The table for the service's functions. Null if <paramref name="core"/> is null.</param>
    /// <returns>The library's version; 0 if the library is too old to have the export.</returns>
    public static int Give(nint library, CoreTable* core, WatchingTable* watching)
        => NativeLibrary.TryGetExport(library, CoreContract.Export, out nint give) ? ((delegate* unmanaged<CoreTable*, WatchingTable*, int>)give)(core, watching) : 0;

    private static CoreLibrary Find()
    {
        if (Environment.GetEnvironmentVariable(ModeVariable) == "scopes")
        {
            return new CoreLibrary(0, $"{ModeVariable} asks for scopes");
        }

        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return new CoreLibrary(0, "transparent memory needs Linux on x86-64");
        }

        string beside = Path.Combine(AppContext.BaseDirectory, FileName);
        if (!NativeLibrary.TryLoad(beside, out nint handle)
            && !NativeLibrary.TryLoad(FileName, typeof(CoreLibrary).Assembly, null, out handle))
        {
            return new CoreLibrary(0, $"{FileName} cannot be loaded: package HmmGen brings it for linux-x64 with glibc; a build from source needs gcc or clang");
        }

        int version = Give(handle, null, null);
        return version == CoreContract.Version
            ? new CoreLibrary(handle, "")
            : new CoreLibrary(0, $"{FileName} is of version {version}, not {CoreContract.Version}: build again, into an empty folder");
    }
}
