namespace HmmGen.Tool.Verification;

/// <summary>The result of a verification.</summary>
/// <param name="Assembly">The assembly's file.</param>
/// <param name="Version">The version of HmmGen.</param>
/// <param name="Targets">The targets.</param>
/// <param name="Variants">The variants.</param>
/// <param name="Kernels">The number of kernels.</param>
/// <param name="Compiled">The number of compilations that this run made.</param>
/// <param name="Cached">The number of compilations whose result was in the cache.</param>
/// <param name="Seconds">The time that it took.</param>
/// <param name="Findings">The kernels that cannot be compiled.</param>
internal sealed record VerificationResult(
    string Assembly,
    string Version,
    IReadOnlyList<string> Targets,
    IReadOnlyList<string> Variants,
    int Kernels,
    int Compiled,
    int Cached,
    double Seconds,
    IReadOnlyList<Finding> Findings);
