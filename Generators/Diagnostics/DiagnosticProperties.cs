namespace HmmGen.Generators.Diagnostics;

/// <summary>The names of the properties that diagnostics carry for their code fixes.</summary>
internal static class DiagnosticProperties
{
    /// <summary>HMM003: the number of index parameters that the kernel needs.</summary>
    public const string Rank = "Rank";

    /// <summary>HMM003: the number of first parameters that already are an index.</summary>
    public const string Leading = "Leading";
}
