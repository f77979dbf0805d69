// Safety: the pointers are pinned or native for the whole launch that owns this object, and the lengths are the
// buffers' own. Only the user's method gets spans made here, during that launch.
using System.ComponentModel;

namespace HmmGen.Kernels;

/// <summary>The host memory of a launch's span parameters, for the host loop.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class HostSpans
{
    private readonly nint[] _addresses;
    private readonly int[] _lengths;

    internal HostSpans(nint[] addresses, int[] lengths)
    {
        _addresses = addresses;
        _lengths = lengths;
    }

    /// <summary>A span parameter's elements.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="parameter">The span parameter's number.</param>
    /// <returns>The span.</returns>
    public Span<T> Span<T>(int parameter) where T : unmanaged => new((void*)_addresses[parameter], _lengths[parameter]);
}
