namespace HmmGen.Coherence.Core;

/// <summary>What the runtime and the native library must agree on.</summary>
internal static class CoreContract
{
    /// <summary>The library's only export: (<see cref="CoreTable"/> or null, <see cref="WatchingTable"/> or null). It returns the library's version.</summary>
    public const string Export = "hmm_functions";

    /// <summary>Changes with every change of a function or of a structure that both sides use.</summary>
    public const int Version = 35;
}
