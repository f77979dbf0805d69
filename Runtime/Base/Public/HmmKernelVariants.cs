namespace HmmGen;

/// <summary>Which printings of a kernel a device may run.</summary>
public enum HmmKernelVariants
{
    /// <summary>The direct kernel where a chunk's pages are known and fit, the resumable kernel elsewhere.</summary>
    Auto,

    /// <summary>Always the resumable kernel.</summary>
    Resumable,
}
