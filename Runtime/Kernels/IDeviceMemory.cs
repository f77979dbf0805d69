using System.ComponentModel;

namespace HmmGen.Kernels;

/// <summary>
/// How device code reaches memory. Generated kernels are generic over it, so that linear, checked, paged and
/// single-stepped memory, through pointers or through ILGPU views, are the runtime's choice and not the generator's.
/// </summary>
/// <typeparam name="TSelf">The memory.</typeparam>
/// <remarks>
/// All members are static and take the memory by value: ILGPU keeps a variable whose address is taken in local memory wherever a loop
/// can be entered at two places, as a parked work item does.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDeviceMemory<TSelf> where TSelf : struct, IDeviceMemory<TSelf>
{
    /// <summary>
    /// Whether a work item that misses is saved and goes on later, at the very access that missed. A constant, so that what a kernel
    /// does for it vanishes where it cannot happen.
    /// </summary>
    static abstract bool Parks { get; }

    /// <summary>
    /// Finds an element that is about to be read.
    /// </summary>
    /// <param name="memory">The memory.</param>
    /// <param name="span">The span parameter.</param>
    /// <param name="index">The element's number in <paramref name="span"/>; out of range is an error code, not undefined.</param>
    /// <param name="size">The size of an element in bytes.</param>
    /// <returns>The element's address for <see cref="Element{T}"/>; when <see cref="Missed"/> says so, a code of <see cref="ErrorCode"/>.</returns>
    static abstract long Read(TSelf memory, DeviceSpan span, long index, int size);

    /// <summary>Finds an element that is about to be written, or read and written. See <see cref="Read"/>.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="span">The span parameter.</param>
    /// <param name="index">The element's number in <paramref name="span"/>.</param>
    /// <param name="size">The size of an element in bytes.</param>
    /// <returns>An address or a fault code.</returns>
    static abstract long Write(TSelf memory, DeviceSpan span, long index, int size);

    /// <summary>Tells whether <paramref name="address"/> is a fault code. Constant false where faults cannot happen, so that checks vanish.</summary>
    /// <param name="address">What <see cref="Read"/> or <see cref="Write"/> gave.</param>
    /// <returns>True when the access must not go on.</returns>
    static abstract bool Missed(long address);

    /// <summary>
    /// Tells whether an index is outside a span, before anything is done at the element. Constant false where every index is known to be in range.
    /// </summary>
    /// <param name="span">The span parameter.</param>
    /// <param name="index">The element's number in <paramref name="span"/>.</param>
    /// <returns>True when the access must not go on.</returns>
    static abstract bool Outside(DeviceSpan span, long index);

    /// <summary>The element at an address that did not miss.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="memory">The memory.</param>
    /// <param name="address">A byte offset in frame memory.</param>
    /// <returns>A reference to the element.</returns>
    static abstract ref T Element<T>(TSelf memory, long address) where T : unmanaged;

    /// <summary>A value in control memory: page tables, saved work items, fault records, small local arrays.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="memory">The memory.</param>
    /// <param name="offset">A byte offset in control memory.</param>
    /// <returns>A reference to the value.</returns>
    static abstract ref T Control<T>(TSelf memory, long offset) where T : unmanaged;

    /// <summary>
    /// Where a work item is saved while it is parked, in control memory. Memory that does not park has no room for it, and gives the
    /// beginning of control memory, which is always there: nobody uses it, and it vanishes.
    /// </summary>
    /// <typeparam name="T">What is saved of it.</typeparam>
    /// <param name="memory">The memory.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="slot">The work item.</param>
    /// <returns>A reference to its state.</returns>
    static abstract ref T Parked<T>(TSelf memory, Wave wave, long slot) where T : unmanaged;

    /// <summary>Leaves a fault record. A member, since a call of <see cref="ItemRecorder.Record"/> costs the C# compiler twice as much in each kernel.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="slot">The work item.</param>
    /// <param name="site">The access site.</param>
    /// <param name="element">The element's number.</param>
    /// <param name="code">The fault code.</param>
    static abstract void Record(TSelf memory, Wave wave, long slot, int site, long element, long code);
}
