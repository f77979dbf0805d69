using System.Runtime.InteropServices;

namespace HmmGen.Tests.Paging;

/// <summary>The arrays of a traced program.</summary>
internal sealed class TracedArrays : IDisposable
{
    private readonly List<IDisposable> _arrays = [];

    /// <summary>Makes an array that has been written, so that its pages are copied.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The number of elements.</param>
    /// <returns>The array.</returns>
    public HmmArray<T> Written<T>(int length) where T : unmanaged
    {
        HmmArray<T> array = HmmSpace.Shared.Allocate<T>(length);
        _arrays.Add(array);
        MemoryMarshal.AsBytes(array.AsSpan()).Fill(1);
        return array;
    }

    /// <inheritdoc/>
    public void Dispose() => _arrays.ForEach(array => array.Dispose());
}
