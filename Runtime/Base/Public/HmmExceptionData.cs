namespace HmmGen;

/// <summary>The keys under which <see cref="Exception.Data"/> tells where a kernel threw an exception of its own.</summary>
/// <remarks>
/// A launch ends with the very exception that its kernel throws, whichever device it ran on. Exceptions that HmmGen makes, such as
/// <see cref="HmmAccessException"/>, tell the place by properties or in their message.
/// </remarks>
public static class HmmExceptionData
{
    /// <summary>The kernel's name, a <see cref="string"/>: <c>Ops.Saxpy</c>.</summary>
    public const string Kernel = "HmmGen.Kernel";

    /// <summary>The indices of the work item, outermost first, a <see cref="string"/>: <c>(3)</c> or <c>(1, 2)</c>. Left out where it is not known.</summary>
    public const string WorkItem = "HmmGen.WorkItem";

    /// <summary>The source file, a <see cref="string"/>.</summary>
    public const string File = "HmmGen.File";

    /// <summary>The line in the file, an <see cref="int"/> from 1: that of the <c>throw</c>, or the kernel's own where that is not known.</summary>
    public const string Line = "HmmGen.Line";
}
