// Safety: the block has Length values until Free; every access is checked against Length, which is 0 afterwards. Who frees it
// sees to it that nobody uses it at the same time.
using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;

namespace HmmGen.Base;

/// <summary>Many values, zero at first, that take memory only where they are used: the system makes their pages at the first touch.</summary>
/// <remarks>
/// An array of the collected heap is cleared value by value where the heap uses memory again. Freed by a critical finalizer at the latest, since those of
/// host memory, which come before, still use what devices noted.
/// </remarks>
/// <typeparam name="T">The type of a value.</typeparam>
internal sealed unsafe class LazyZeros<T> : CriticalFinalizerObject
    where T : unmanaged
{
    private T* _first;

    /// <summary>Reserves zeros.</summary>
    /// <param name="length">How many.</param>
    public LazyZeros(long length)
    {
        _first = (T*)NativeMemory.AllocZeroed((nuint)length, (nuint)sizeof(T));
        Length = length;
    }

    /// <summary>Frees what nobody can reach any more.</summary>
    ~LazyZeros() => Release();

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
    /// <param name="count">How many.</param>
    /// <returns>The values, until they are freed.</returns>
    public ReadOnlySpan<T> Part(long first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)first + (ulong)count, (ulong)Length, nameof(count));
        return new ReadOnlySpan<T>(_first + first, count);
    }

    /// <summary>Frees the values.</summary>
    public void Free()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        Length = 0;
        NativeMemory.Free(_first);
        _first = null;
    }
}
