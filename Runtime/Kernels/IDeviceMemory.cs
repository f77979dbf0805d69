using System.ComponentModel;

namespace HmmGen.Kernels;

/// <summary>
/// How device code reaches memory. Generated kernels are generic over it, so the runtime, not the generator, chooses linear, checked, paged or
/// single-stepped memory, through pointers or through ILGPU views.
/// </summary>
/// <typeparam name="TSelf">The memory.</typeparam>
/// <remarks>
/// All members are static and take the memory by value. ILGPU keeps a variable whose address is taken in local memory wherever a loop can be
/// entered at two places, as a parked work item enters it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDeviceMemory<TSelf> where TSelf : struct, IDeviceMemory<TSelf>
{
    /// <summary>
    /// Whether a work item that misses is saved and later goes on at the access that missed. It is a constant, so that the code for it
    /// vanishes where no work item parks.
    /// </summary>
    static abstract bool Parks { get; }

    /// <summary>
    /// Whether work items test the indices of a loop before it, and then run a copy of the loop that adds them to <see cref="DeviceSpan.Origin"/> without
    /// checks. It is a constant, so that tests and copies vanish where they gain nothing.
    /// </summary>
    static abstract bool TestsLoops { get; }

    /// <summary>
    /// Finds an element that is about to be read. <see cref="Refuses"/> was asked before and was false: memory that refuses indices looks at none here.
    /// </summary>
    /// <param name="memory">The memory.</param>
    /// <param name="span">The span parameter.</param>
    /// <param name="index">The element's number in <paramref name="span"/>; out of bounds gives an error code.</param>
    /// <param name="size">The size of an element in bytes.</param>
    /// <returns>The element's address for <see cref="Element{T}"/>; a code of <see cref="ErrorCode"/> when <see cref="Missed"/> is true for it.</returns>
    static abstract long Read(TSelf memory, DeviceSpan span, long index, int size);

    /// <summary>Finds an element that is about to be written, or read and written. See <see cref="Read"/>.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="span">The span parameter.</param>
    /// <param name="index">The element's number in <paramref name="span"/>.</param>
    /// <param name="size">The size of an element in bytes.</param>
    /// <returns>An address or a code of <see cref="ErrorCode"/>.</returns>
    static abstract long Write(TSelf memory, DeviceSpan span, long index, int size);

    /// <summary>Whether a value is a code and not an address. Constant false where no access can miss, so that checks vanish.</summary>
    /// <param name="address">The result of <see cref="Read"/> or <see cref="Write"/>.</param>
    /// <returns>True when the access must not go on.</returns>
    static abstract bool Missed(long address);

    /// <summary>
    /// Whether an index is outside a span, before any access of the element. Constant false where every index is in bounds.
    /// </summary>
    /// <param name="span">The span parameter.</param>
    /// <param name="index">The element's number in <paramref name="span"/>.</param>
    /// <returns>True when the access must not go on.</returns>
    static abstract bool Outside(DeviceSpan span, long index);

    /// <summary>
    /// Whether an access fails before it is made: its index is outside the span, and nothing else can go wrong with it. Constant false for memory that
    /// finds this out when it looks for the element, and for memory where every index is in bounds.
    /// </summary>
    /// <remarks>A branch at once on the index is what device compilers see through. A branch on the address that comes of it they do not.</remarks>
    /// <param name="span">The span parameter.</param>
    /// <param name="index">The element's number in <paramref name="span"/>.</param>
    /// <returns>True when the access must not go on.</returns>
    static abstract bool Refuses(DeviceSpan span, long index);

    /// <summary>
    /// The same as <see cref="Refuses"/>, for an access whose index the access plan names (<see cref="AccessSite.IsPlanned"/>). Constant false also for memory
    /// that runs only where a launch has proven these indices.
    /// </summary>
    /// <param name="span">The span parameter.</param>
    /// <param name="index">The element's number in <paramref name="span"/>.</param>
    /// <returns>True when the access must not go on.</returns>
    static abstract bool RefusesPlanned(DeviceSpan span, long index);

    /// <summary>The element at an address that did not miss.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="memory">The memory.</param>
    /// <param name="address">A byte offset in frame memory.</param>
    /// <returns>A reference to the element.</returns>
    static abstract ref T Element<T>(TSelf memory, long address) where T : unmanaged;

    /// <summary>The element that <see cref="Read"/> or <see cref="Write"/> has found.</summary>
    /// <remarks>
    /// Where an address is a sum, it is added up anew, out of what it was found by. A compiler sees the sum where it is used then, and leaves it to the
    /// processor's load. It does not see through a variable that a branch on <see cref="Missed"/> has come between, even where that branch vanishes.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="memory">The memory.</param>
    /// <param name="span">The span parameter.</param>
    /// <param name="index">The element's number in <paramref name="span"/>.</param>
    /// <param name="size">The size of an element in bytes.</param>
    /// <param name="address">What was found, which did not miss.</param>
    /// <returns>A reference to the element.</returns>
    static abstract ref T Found<T>(TSelf memory, DeviceSpan span, long index, int size, long address) where T : unmanaged;

    /// <summary>A value in control memory: page tables, saved work items, item records, small local arrays.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="memory">The memory.</param>
    /// <param name="offset">A byte offset in control memory.</param>
    /// <returns>A reference to the value.</returns>
    static abstract ref T Control<T>(TSelf memory, long offset) where T : unmanaged;

    /// <summary>
    /// The place in control memory where a parked work item is saved. Memory that does not park has no such place and gives the beginning of
    /// control memory, which always exists; no code uses it, and the compiler removes it.
    /// </summary>
    /// <typeparam name="T">The kernel's type of a saved work item.</typeparam>
    /// <param name="memory">The memory.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="slot">The work item.</param>
    /// <returns>A reference to its state.</returns>
    static abstract ref T Parked<T>(TSelf memory, Wave wave, long slot) where T : unmanaged;

    /// <summary>Leaves an item record. A member: a call of <see cref="ItemRecorder.Record"/> costs the C# compiler twice as much in each kernel.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="slot">The work item.</param>
    /// <param name="site">The access site.</param>
    /// <param name="element">The element's number.</param>
    /// <param name="address">
    /// What <see cref="Read"/> or <see cref="Write"/> gave where an access missed. Memory that refuses indices does not look at it: so no address lives on
    /// through a loop only to get here.
    /// </param>
    /// <param name="code">The code of <see cref="ErrorCode"/> of what failed; 0 for an access.</param>
    static abstract void Record(TSelf memory, Wave wave, long slot, int site, long element, long address, long code);
}
