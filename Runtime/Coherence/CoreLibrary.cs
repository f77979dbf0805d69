// Safety: calls the library's one export, whose signature never changes; it fills tables only where its version was compared.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.Coherence;

/// <summary>The native library, looked for once.</summary>
/// <param name="Handle">The library; 0 when it is not used.</param>
/// <param name="Reason">Why it is not used; empty when it is.</param>
internal sealed unsafe record CoreLibrary(nint Handle, string Reason)
{
    /// <summary>The environment variable that chooses the mode of <see cref="HmmSpace.Shared"/>: transparent, user or scopes.</summary>
    public const string ModeVariable = "HMMGEN_HOST_MODE";

    private const string FileName = "hmmgen-faults.so";

    /// <summary>The library of this process.</summary>
    public static CoreLibrary Current { get; } = Find();

    /// <summary>Asks a library for its functions.</summary>
    /// <param name="library">The library.</param>
    /// <param name="core">Where those of the core go; null, as long as the version was not compared.</param>
    /// <param name="watching">Where those of the service go; null with the other.</param>
    /// <returns>The library's version; 0 where it is older than any that can be asked.</returns>
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
            return new CoreLibrary(0, $"{FileName} is not there: it is built with gcc or clang; install one of them and build again");
        }

        int version = Give(handle, null, null);
        return version == CoreContract.Version
            ? new CoreLibrary(handle, "")
            : new CoreLibrary(0, $"{FileName} is of version {version}, not {CoreContract.Version}: build again");
    }
}
