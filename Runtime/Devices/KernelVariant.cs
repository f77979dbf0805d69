namespace HmmGen.Devices;

/// <summary>The variants in which a kernel runs on a device: direct or resumable code over one kind of memory.</summary>
internal enum KernelVariant
{
    /// <summary>The direct kernel over <see cref="Kernels.LinearMemory{TStore}"/>: all pages resident in one stretch, all indices in bounds.</summary>
    Linear,

    /// <summary>The direct kernel over <see cref="Kernels.CheckedMemory{TStore, TAccesses}"/>: all pages resident in one stretch, indices checked.</summary>
    Checked,

    /// <summary>The same where the plan has proven all indices that it names: only the others are checked. Only kernels that have both.</summary>
    Unplanned,

    /// <summary>The direct kernel over <see cref="Kernels.PagedMemory{TStore}"/>: all pages resident, in any frames.</summary>
    Paged,

    /// <summary>The direct kernel over <see cref="Kernels.ProvenMemory{TStore}"/>: all pages resident, in any frames, all indices in bounds.</summary>
    Proven,

    /// <summary>The resumable kernel over <see cref="Kernels.PagedMemory{TStore}"/>: pages come and go.</summary>
    Resumable,

    /// <summary>The resumable kernel over <see cref="Kernels.SteppedMemory{TStore}"/>: every access misses once.</summary>
    Stepped,

    /// <summary>The scout over <see cref="Kernels.ScoutMemory{TStore}"/>: it finds out which pages the kernel will touch. Only kernels with a scout.</summary>
    Scout,
}
