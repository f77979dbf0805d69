namespace HmmGen.Coherence.Core;

/// <summary>What the runtime and the native library must agree on.</summary>
internal static class CoreContract
{
    /// <summary>Changes with every change of an export or of a structure that both sides use.</summary>
    public const int Version = 16;
}
