// Safety: calls one export, hmm_version, whose signature never changes.
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

        int version = ((delegate* unmanaged<int>)NativeLibrary.GetExport(handle, "hmm_version"))();
        return version == CoreContract.Version
            ? new CoreLibrary(handle, "")
            : new CoreLibrary(0, $"{FileName} is of version {version}, not {CoreContract.Version}: build again");
    }
}
