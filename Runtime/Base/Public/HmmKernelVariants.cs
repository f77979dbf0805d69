namespace HmmGen;

/// <summary>The variants of a kernel that a device may run.</summary>
public enum HmmKernelVariants
{
    /// <summary>A direct variant where the pages of a chunk are known and fit, and the resumable variant elsewhere.</summary>
    Auto,

    /// <summary>Always the resumable variant.</summary>
    Resumable,
}
