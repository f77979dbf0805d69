using System.ComponentModel;

namespace HmmGen.Kernels;

/// <summary>
/// One span parameter of a kernel as device code sees it: where its elements are in the device's frame memory.
/// Filled in by the runtime for each launch; generated code only passes it on to an <see cref="IDeviceMemory{TSelf}"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DeviceSpan
{
    /// <summary>Linear memory: the byte offset, in frame memory, of element 0. Unused by paged memory.</summary>
    public long Origin;

    /// <summary>Paged memory: the number, within its region, of the span's element 0.</summary>
    public long Start;

    /// <summary>Paged memory: the byte offset, in control memory, of the region's page table (one <see cref="int"/> a page).</summary>
    public long Table;

    /// <summary>The number of elements.</summary>
    public int Length;

    /// <summary>Paged memory: the base-2 logarithm of the number of elements in a page of the region.</summary>
    public int Shift;
}
