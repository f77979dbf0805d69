using System.ComponentModel;

namespace HmmGen.Kernels;

/// <summary>How a kernel's scout reaches memory. It loads what addresses need, and marks the pages of all other elements instead of touching them.</summary>
/// <typeparam name="TSelf">The memory.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IScoutMemory<TSelf> : IDeviceMemory<TSelf> where TSelf : struct, IScoutMemory<TSelf>
{
    /// <summary>Marks the page of an element.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="span">The span parameter.</param>
    /// <param name="index">The element's number in <paramref name="span"/>.</param>
    /// <param name="write">1 if the kernel may write the element, else 0.</param>
    /// <returns>0, or <see cref="ErrorCode.OutOfRange"/>.</returns>
    static abstract long Mark(TSelf memory, DeviceSpan span, long index, int write);

    /// <summary>Marks the pages of elements at an even distance from each other.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="span">The span parameter.</param>
    /// <param name="first">The first element's number in <paramref name="span"/>.</param>
    /// <param name="second">The second element's number; unused when there is only one.</param>
    /// <param name="count">The number of elements; negative when nobody can tell (<see cref="ScoutLoop.Turns"/>).</param>
    /// <param name="write">1 if the kernel may write the elements, else 0.</param>
    /// <returns>0, or <see cref="ErrorCode.OutOfRange"/> when one of them is out of range or their number is negative.</returns>
    static abstract long MarkRange(TSelf memory, DeviceSpan span, long first, long second, long count, int write);

    /// <summary>Notes that a work item cannot go on, and why.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="code">The code of <see cref="ErrorCode"/>.</param>
    static abstract void Stop(TSelf memory, long code);
}
