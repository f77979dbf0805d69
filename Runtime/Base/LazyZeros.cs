// Safety: the block has Length values until Free. Every access is checked against Length, which is 0 afterwards. The caller of
// Free makes sure that no other thread uses the block at the same time.
using System.Runtime.InteropServices;

namespace HmmGen.Base;

/// <summary>Many values, zero at first. They take memory only where they are used: Linux makes a page at its first touch.</summary>
/// <remarks>
/// An array on the collected heap would be cleared value by value where the heap reuses memory. There is no finalizer: the end of a region frees the values,
/// and a finalizer of the user's may put that off.
/// </remarks>
/// <typeparam name="T">The type of a value.</typeparam>
internal sealed unsafe class LazyZeros<T>
    where T : unmanaged
{
    private T* _first;

    /// <summary>Reserves zeros.</summary>
    /// <param name="length">The number of values.</param>
    public LazyZeros(long length)
    {
        _first = (T*)NativeMemory.AllocZeroed((nuint)length, (nuint)sizeof(T));
        Length = length;
    }

    /// <summary>How many values there are.</summary>
    public long Length { get; private set; }

    /// <summary>A value.</summary>
    /// <param name="index">Its number.</param>
    public ref T this[long index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)index, (ulong)Length, nameof(index));
            return ref _first[index];
        }
    }

    /// <summary>Neighbouring values.</summary>
    /// <param name="first">The first one.</param>
    /// <param name="count">The number of values.</param>
    /// <returns>The values; valid until they are freed.</returns>
    public ReadOnlySpan<T> Part(long first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)first + (ulong)count, (ulong)Length, nameof(count));
        return new ReadOnlySpan<T>(_first + first, count);
    }

    /// <summary>Frees the values.</summary>
    public void Free()
    {
        Length = 0;
        NativeMemory.Free(_first);
        _first = null;
    }
}
