namespace HmmGen.Kernels;

/// <summary>A place in a kernel that touches an element or can fail.</summary>
/// <param name="Parameter">The span parameter, an index into <see cref="KernelDescriptor.Parameters"/>; -1 for none.</param>
/// <param name="Kind">The kind of the access.</param>
/// <param name="File">The source file.</param>
/// <param name="Line">The source line, from 1.</param>
internal sealed record AccessSite(int Parameter, AccessKind Kind, string File, int Line)
{
    /// <summary>Whether the access plan names its index, so that a launch may prove it. The index of another access depends on data.</summary>
    public bool IsPlanned { get; init; } = true;

    /// <summary>
    /// Whether the plan names no more of the index than what a narrow type holds: a byte is less than 256. So a launch proves it only where the span is that long.
    /// </summary>
    public bool IsNamedByType { get; init; }

    /// <summary>Whether lanes check the index before all effects, so that a launch need not prove it for them.</summary>
    public bool IsEarly { get; init; }
}
