namespace HmmGen.Tool.Verification;

/// <summary>A kernel that cannot be compiled for a target.</summary>
/// <param name="Code">The code of the error.</param>
/// <param name="Kernel">The kernel.</param>
/// <param name="File">The file of its method.</param>
/// <param name="Line">The line of its method's name.</param>
/// <param name="Column">The column of its method's name.</param>
/// <param name="Target">The target.</param>
/// <param name="Variants">The variants in which it cannot be compiled.</param>
/// <param name="Message">The reason.</param>
internal sealed record Finding(string Code, string Kernel, string File, int Line, int Column, string Target, IReadOnlyList<string> Variants, string Message)
{
    /// <summary>The code of a kernel that cannot be compiled.</summary>
    public const string DoesNotCompile = "HMM101";

    /// <summary>The finding as MSBuild shows errors, on one line.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
        => $"{File}({Line},{Column}): error {Code}: {Kernel} cannot be compiled for {Target} ({string.Join(", ", Variants)}): {Message.ReplaceLineEndings(" ")}";
}
