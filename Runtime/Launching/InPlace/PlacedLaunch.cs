using HmmGen.Base;
using HmmGen.Kernels;

namespace HmmGen.Launching.InPlace;

/// <summary>What decides about the indices of a launch in place, besides what its memory holds.</summary>
/// <param name="descriptor">The kernel.</param>
/// <param name="box">The work items.</param>
/// <param name="scalars">The bytes of the scalar arguments.</param>
/// <param name="spans">The place of each span parameter's elements in the memory of the process.</param>
internal readonly ref struct PlacedLaunch(KernelDescriptor descriptor, WorkBox box, ReadOnlySpan<byte> scalars, ReadOnlySpan<DeviceSpan> spans)
{
    /// <summary>The kernel.</summary>
    public KernelDescriptor Descriptor => descriptor;

    /// <summary>The work items.</summary>
    public WorkBox Box => box;

    /// <summary>The bytes of the scalar arguments.</summary>
    public ReadOnlySpan<byte> Scalars { get; } = scalars;

    /// <summary>The place of each span parameter's elements in the memory of the process.</summary>
    public ReadOnlySpan<DeviceSpan> Spans { get; } = spans;

    /// <summary>The bytes of a parameter's elements.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The number of bytes.</returns>
    public long BytesOf(int parameter) => (long)Spans[parameter].Length * descriptor.Parameters[parameter].ElementSize;
}
