namespace HmmGen;

/// <summary>The keys in <see cref="Exception.Data"/> for the place where a kernel threw an exception or failed in an operation.</summary>
/// <remarks>
/// A launch throws the same exception as its kernel, on every device. Arithmetic errors and a switch without an arm have the place under these keys and in
/// their message, and exceptions of HmmGen, such as <see cref="HmmAccessException"/>, in properties. The keys are constants, which any thread may use.
/// </remarks>
public static class HmmExceptionData
{
    /// <summary>The key of the kernel's name, a <see cref="string"/>: <c>Ops.Saxpy</c>.</summary>
    public const string Kernel = "HmmGen.Kernel";

    /// <summary>
    /// The key of the indices of the work item, outermost first, a <see cref="string"/>: <c>(3)</c> or <c>(1, 2)</c>. Absent when they are unknown.
    /// </summary>
    public const string WorkItem = "HmmGen.WorkItem";

    /// <summary>The key of the source file, a <see cref="string"/>.</summary>
    public const string File = "HmmGen.File";

    /// <summary>
    /// The key of the line in the file, an <see cref="int"/> from 1. It is the line of the <c>throw</c> or of the operation; that of the kernel when unknown.
    /// </summary>
    public const string Line = "HmmGen.Line";
}
