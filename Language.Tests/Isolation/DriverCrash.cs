namespace HmmGen.Language.Tests.Isolation;

/// <summary>A crash of PoCL 6 over a few kernels (docs/ilgpu.md), and the variable with which it compiles them, slower.</summary>
/// <remarks>A pass of LLVM ends the process when a second round of it would find more to do. Which kernels are hit cannot be known beforehand.</remarks>
internal static class DriverCrash
{
    private const string Message = "Instruction Combining did not reach a fixpoint";

    /// <summary>What the environment of a process needs that shall not crash so.</summary>
    public static (string Name, string Value) Remedy { get; } = ("POCL_WORK_GROUP_METHOD", "cbs");

    /// <summary>Whether a process ended by it.</summary>
    /// <param name="end">How the process ended, in words.</param>
    /// <returns>Whether it did.</returns>
    public static bool Ended(string end) => end.Contains(Message, StringComparison.Ordinal);
}
