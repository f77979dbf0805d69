using System.ComponentModel;

namespace HmmGen.Kernels;

/// <summary>
/// One span parameter of a kernel as device code sees it: the place of its elements in the device's frame memory.
/// The runtime fills it in for each launch. Generated code only passes it to an <see cref="IDeviceMemory{TSelf}"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DeviceSpan
{
    /// <summary>The <see cref="Shift"/> that says, in memory of proven indices, that the touched pages lie in one stretch, and <see cref="Origin"/> tells where.</summary>
    internal const int InOneStretch = -1;

    /// <summary>
    /// Linear memory: the byte offset, in frame memory, of element 0. It may lie before that memory where only later elements are used, but not in checked
    /// memory, which takes it as a number of 56 bits without a sign. Unused by paged memory.
    /// </summary>
    public long Origin;

    /// <summary>Paged memory: the number, within its region and counted in its own elements, of the span's element 0.</summary>
    public long Start;

    /// <summary>Paged memory: the byte offset, in control memory, of the region's page table (one <see cref="int"/> a page).</summary>
    public long Table;

    /// <summary>The number of elements.</summary>
    public int Length;

    /// <summary>Paged memory: the base-2 logarithm of the number of the span's elements in a page of the region.</summary>
    public int Shift;

    /// <summary>Whether an element of one span lies before an element of another, when both view the same memory; undefined when they do not.</summary>
    /// <param name="first">The first span.</param>
    /// <param name="firstIndex">The first element's number.</param>
    /// <param name="second">The second span, of the same element type.</param>
    /// <param name="secondIndex">The second element's number.</param>
    /// <param name="size">The size of an element in bytes.</param>
    /// <returns>True when it does.</returns>
    public static bool IsBefore(DeviceSpan first, long firstIndex, DeviceSpan second, long secondIndex, int size) =>
        first.Table == second.Table
            ? first.Start + firstIndex < second.Start + secondIndex
            : first.Origin + firstIndex * size < second.Origin + secondIndex * size;
}
