// Safety: the addresses are pinned or native for the whole launch that owns this object, and the lengths are the
// buffers' own; spans made here are only handed to the user's method during that launch.
using System.ComponentModel;

namespace HmmGen.Kernels;

/// <summary>The host memory of a launch's span parameters, for the host loop.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class HostSpans
{
    private readonly DeviceSpan[] _spans;
    private readonly nint[]? _apart;

    /// <summary>Takes spans over.</summary>
    /// <param name="spans">One for each span parameter; <see cref="DeviceSpan.Origin"/> is the address of element 0.</param>
    /// <param name="apart">For each span parameter the distance of a thread's own copies of it from each other; null where there are none.</param>
    internal HostSpans(DeviceSpan[] spans, nint[]? apart = null) => (_spans, _apart) = (spans, apart);

    /// <summary>A span parameter's place and length.</summary>
    /// <param name="parameter">The span parameter's number.</param>
    /// <returns>The place: <see cref="DeviceSpan.Origin"/> is the address of element 0.</returns>
    public DeviceSpan Place(int parameter) => _spans[parameter];

    /// <summary>The first element of a span parameter, for kernels that have shown which elements they use.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="parameter">The span parameter's number.</param>
    /// <returns>A reference to it; to no element where the span is empty.</returns>
    public ref T First<T>(int parameter) where T : unmanaged => ref *(T*)_spans[parameter].Origin;

    /// <summary>How far a thread's own copies of a table lie from each other.</summary>
    /// <param name="parameter">The span parameter's number.</param>
    /// <returns>The bytes from one of the four copies to the next; 0 when the elements are those that all threads share.</returns>
    public nint Apart(int parameter) => _apart is null ? 0 : _apart[parameter];

    /// <summary>A span parameter's elements.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="parameter">The span parameter's number.</param>
    /// <returns>The span.</returns>
    public Span<T> Span<T>(int parameter) where T : unmanaged => new((void*)_spans[parameter].Origin, _spans[parameter].Length);
}
