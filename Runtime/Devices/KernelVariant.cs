namespace HmmGen.Devices;

/// <summary>The forms in which a kernel can be run on a device: a printing of the generator over a kind of memory.</summary>
internal enum KernelVariant
{
    /// <summary>The direct kernel over <see cref="Kernels.LinearMemory{TStore}"/>: all pages there in one piece, all indices proven.</summary>
    Linear,

    /// <summary>The direct kernel over <see cref="Kernels.CheckedMemory{TStore}"/>: all pages there in one piece, indices checked.</summary>
    Checked,

    /// <summary>The direct kernel over <see cref="Kernels.PagedMemory{TStore}"/>: all pages there, anywhere.</summary>
    Paged,

    /// <summary>The resumable kernel over <see cref="Kernels.PagedMemory{TStore}"/>: pages come and go.</summary>
    Resumable,

    /// <summary>The resumable kernel over <see cref="Kernels.SteppedMemory{TStore}"/>: every access faults once.</summary>
    Stepped,
}
