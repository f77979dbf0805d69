namespace HmmGen.Generators.Diagnostics;

/// <summary>The names of what diagnostics carry for their code fixes.</summary>
internal static class DiagnosticProperties
{
    /// <summary>HMM003: how many index parameters the kernel needs.</summary>
    public const string Rank = "Rank";

    /// <summary>HMM003: how many of its first parameters are an index already.</summary>
    public const string Leading = "Leading";
}
