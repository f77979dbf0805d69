// Safety: spans and references come from an object on the collected heap, or from memory that stays once a span over it was taken.
// This file checks all bounds.
using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using HmmGen.Base;
using HmmGen.Memory;

namespace HmmGen;

/// <summary>An array that devices mirror. Kernels leave results on the device, and pages come back when the host touches them.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <remarks>
/// <para>
/// In the transparent modes of <see cref="HmmSpace.HostMode"/> the host may touch elements at any time, through any span, pointer or native code, also while a
/// kernel runs on them. A span keeps the memory alive. In <see cref="HmmHostMode.TransparentUserMode"/> system calls may use a span until the next launch that
/// uses the array. When the host writes a page that a kernel writes at the same time, both pages are merged byte by byte when the kernel ends. The merge keeps
/// what either side changed. Of a byte that both changed, it keeps the kernel's value.
/// </para>
/// <para>
/// In <see cref="HmmHostMode.Scopes"/> the host touches elements through explicit scopes. <see cref="AsSpan()"/> copies them to the host, and devices lose
/// their copies, so that the host may write. <see cref="AsReadOnlySpan()"/> copies them to the host, and devices keep their copies. Such a span is valid until
/// the next launch that uses the array. Take a new one afterwards. A touch waits for launches that use the array. A touch that only reads does not wait for
/// launches that only read.
/// </para>
/// <para>
/// Any thread may use the object at any time. Threads that touch the same elements synchronize among themselves, as for any array. Lengths and indices are in
/// elements.
/// </para>
/// </remarks>
public sealed partial class HmmArray<T> : IMemoryOwner<T> where T : unmanaged
{
    private readonly MemoryRegion? _region;
    private readonly long _start;
    private readonly bool _ownsRegion;
    private HmmArrayMemory<T>? _memory;
    private bool _disposed;

    internal HmmArray(MemoryRegion? region, long start, long length, bool ownsRegion)
    {
        _region = region;
        _start = start;
        _ownsRegion = ownsRegion;
        Length = length;
    }

    /// <summary>The number of elements.</summary>
    public long Length { get; }

    /// <summary>The array as memory. Each span of the memory is an <see cref="AsSpan()"/>, and pinning the memory is <see cref="Pin()"/>.</summary>
    /// <exception cref="NotSupportedException">The array has more than <see cref="int.MaxValue"/> elements. Take slices.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    public Memory<T> Memory
    {
        get
        {
            ThrowIfDisposed();
            CheckSpanLength(Length);
            return (_memory ??= new HmmArrayMemory<T>(this)).Memory;
        }
    }

    /// <summary>The region under the elements; null when the array has no elements.</summary>
    internal MemoryRegion? Region => _region;

    /// <summary>The number of elements of type <typeparamref name="T"/> before the first one in the region.</summary>
    internal long Start => _start;

    /// <summary>Makes the argument of a launch from some elements. The launch throws when the array is disposed of.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>The buffer.</returns>
    internal LaunchBuffer BufferOf(long start, long length)
        => new(_region, null, _start + start, length, Unsafe.SizeOf<T>(), isDisposed: _disposed);

    /// <summary>One element. Reading leaves its page on devices. Writing takes its page from devices.</summary>
    /// <param name="index">The index of the element, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the array.</exception>
    /// <exception cref="HmmAccessException">The protection of the element forbids reading, or writing.</exception>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="IOException">Elements could not be read from the file beneath, or that file cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">Elements were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    public T this[long index]
    {
        get
        {
            CheckIndex(index);
            using SharedLock.Holder? scope = Enter(index, 1, HmmProtection.ReadOnly);
            T element = _region!.At<T>(_start + index);
            GC.KeepAlive(this);
            return element;
        }

        set
        {
            CheckIndex(index);
            using SharedLock.Holder? scope = Enter(index, 1, HmmProtection.ReadWrite);
            _region!.At<T>(_start + index) = value;
            GC.KeepAlive(this);
        }
    }

    /// <summary>Gives all elements as a span, for reading and writing on the host.</summary>
    /// <returns>The span, valid until the next launch that uses the array. In a transparent mode it stays valid.</returns>
    /// <exception cref="NotSupportedException">The array has more than <see cref="int.MaxValue"/> elements. Take a part.</exception>
    /// <exception cref="HmmAccessException">The protection of an element forbids writing.</exception>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="IOException">Elements could not be read from the file beneath, or that file cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">Elements were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    public Span<T> AsSpan()
    {
        CheckSpanLength(Length);
        return AsSpan(0, (int)Length);
    }

    /// <summary>Gives some elements as a span, for reading and writing on the host.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>The span, valid until the next launch that uses the array. In a transparent mode it stays valid.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the array.</exception>
    /// <exception cref="HmmAccessException">The protection of an element forbids writing.</exception>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="IOException">Elements could not be read from the file beneath, or that file cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">Elements were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    public Span<T> AsSpan(long start, int length) => Touch(start, length, HmmProtection.ReadWrite);

    /// <summary>Gives all elements as a span, for reading on the host. Devices keep their copies.</summary>
    /// <returns>The span, valid until the next launch that uses the array. In a transparent mode it stays valid.</returns>
    /// <exception cref="NotSupportedException">The array has more than <see cref="int.MaxValue"/> elements. Take a part.</exception>
    /// <exception cref="HmmAccessException">The protection of an element forbids reading.</exception>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="IOException">Elements could not be read from the file beneath, or that file cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">Elements were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    public ReadOnlySpan<T> AsReadOnlySpan()
    {
        CheckSpanLength(Length);
        return AsReadOnlySpan(0, (int)Length);
    }

    /// <summary>Gives some elements as a span, for reading on the host. Devices keep their copies.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>The span, valid until the next launch that uses the array. In a transparent mode it stays valid.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the array.</exception>
    /// <exception cref="HmmAccessException">The protection of an element forbids reading.</exception>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="IOException">Elements could not be read from the file beneath, or that file cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">Elements were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    public ReadOnlySpan<T> AsReadOnlySpan(long start, int length) => Touch(start, length, HmmProtection.ReadOnly);

    /// <summary>Gives some elements as an array of their own over the same memory.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>The slice. Disposing of it frees nothing. It ends with the array.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the array.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    public HmmArray<T> Slice(long start, long length)
    {
        ThrowIfDisposed();
        CheckRange(start, length);
        return new HmmArray<T>(_region, _start + start, length, ownsRegion: false);
    }

    /// <summary>Pins all elements: keeps them on the host, at one address.</summary>
    /// <returns>The pin. The caller disposes of it before the array.</returns>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="IOException">Elements could not be read from the file beneath, or that file cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">Elements were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    /// <remarks>
    /// Pin elements for hardware and drivers that hold on to pages: O_DIRECT, io_uring, RDMA, and system calls in
    /// <see cref="HmmHostMode.TransparentUserMode"/>.
    /// </remarks>
    public HmmPin<T> Pin() => Pin(HmmRange.All);

    /// <summary>Pins some elements: keeps them on the host, at one address.</summary>
    /// <param name="range">The elements.</param>
    /// <returns>The pin. The caller disposes of it before the array.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the array.</exception>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="IOException">Elements could not be read from the file beneath, or that file cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">Elements were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    /// <remarks>
    /// Pin elements for hardware and drivers that hold on to pages: O_DIRECT, io_uring, RDMA, and system calls in
    /// <see cref="HmmHostMode.TransparentUserMode"/>.
    /// </remarks>
    public HmmPin<T> Pin(HmmRange range)
    {
        (long start, long length) = Resolve(range);
        using SharedLock.Holder? scope = _region is { IsTransparent: false } ? _region.Lock.Enter(shared: false) : null;
        ThrowIfDisposed();
        (long first, long units) = UnitsOf(start, length);
        _region?.ThrowIfLost(first, units);
        _region?.CheckFile(first, units);
        if (scope is not null)
        {
            _region!.Load(first, units);
            _region.ToHost(first, units, drop: true);
        }

        return new HmmPin<T>(_region, _start + start, length);
    }

    /// <summary>Waits for launches that use the memory, and frees it on the host and on devices. A slice frees nothing.</summary>
    /// <exception cref="IOException">A file mapped for writing cannot be written. The memory is freed all the same.</exception>
    /// <exception cref="HmmDeviceException">A file is mapped for writing, and a copy from a device failed. The memory is freed all the same.</exception>
    /// <remarks>
    /// Changes of a file mapped for writing reach the file first. Spans over the array read zeros afterwards. So do pins and handles of <see cref="Memory"/>:
    /// end first what reads by them, such as a value of ONNX Runtime over the array. They do not keep the call from freeing the memory. The collector frees an
    /// array that is not disposed of when neither the array nor a span over it is in use; for arrays outside the heap see <see cref="HmmSpace.LargestOnHeap"/>.
    /// A second call does nothing.
    /// </remarks>
    public void Dispose()
    {
        if (!_disposed && _ownsRegion && _region is not null)
        {
            using SharedLock.Holder scope = _region.Lock.Enter(shared: false);
            _region.Dispose();
        }

        _disposed = true;
    }

    /// <summary>Throws when the array, or the array from which this slice was taken, is disposed of.</summary>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    internal void ThrowIfDisposed()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _region?.ThrowIfDisposed(this);
    }

    private Span<T> Touch(long start, int length, HmmProtection needed)
    {
        CheckRange(start, length);
        if (length == 0)
        {
            ThrowIfDisposed();
            return [];
        }

        using SharedLock.Holder? scope = Enter(start, length, needed);
        _region!.Share();
        ThrowIfDisposed();
        return Elements(start, length, needed);
    }

    /// <summary>Takes the region's lock where the host needs it, and prepares some elements for the host.</summary>
    private SharedLock.Holder? Enter(long start, long length, HmmProtection needed)
    {
        SharedLock.Holder? scope = Lock(needed);
        try
        {
            Prepare(start, length, needed);
            return scope;
        }
        catch
        {
            scope?.Dispose();
            throw;
        }
    }

    /// <summary>Takes the region's lock in scopes.</summary>
    private SharedLock.Holder? Lock(HmmProtection needed) => _region!.IsTransparent ? null : _region.Lock.Enter(shared: needed != HmmProtection.ReadWrite);

    /// <summary>
    /// Checks the protection, losses and the file beneath some elements. In scopes, where the caller holds the lock, it also copies the elements to the host.
    /// </summary>
    private void Prepare(long start, long length, HmmProtection needed)
    {
        ThrowIfDisposed();
        CheckProtection(start, length, needed);
        (long first, long units) = UnitsOf(start, length);
        _region!.ThrowIfLost(first, units);
        _region.CheckFile(first, units);
        if (!_region.IsTransparent)
        {
            bool writing = needed == HmmProtection.ReadWrite;
            _region.Load(first, units);
            _region.ToHost(first, units, drop: writing);
            if (writing)
            {
                _region.Written?.Add(first, units);
            }
        }
    }

    private void CheckProtection(long start, long length, HmmProtection needed, string user = "the host")
    {
        (long first, long units) = UnitsOf(start, length);
        long forbidden = _region!.FirstForbidden(first, units, needed);
        if (forbidden >= 0)
        {
            long element = (forbidden >> UnitShift) - _start;
            throw HmmAccessException.Forbidden(
                string.Create(CultureInfo.InvariantCulture, $"element {element}"),
                _region.ProtectionOf(forbidden),
                ErrorPlace.Host with { ElementIndex = element },
                $", on {user}");
        }
    }

    private (long Start, long Length) Resolve(HmmRange range)
    {
        ThrowIfDisposed();
        return range.Resolve(Length, nameof(range));
    }

    private void CheckIndex(long index)
    {
        if ((ulong)index >= (ulong)Length)
        {
            ThrowIfDisposed();
            throw new ArgumentOutOfRangeException(
                nameof(index), string.Create(CultureInfo.InvariantCulture, $"Index {index} is outside the array of {Length} elements."));
        }
    }

    private void CheckRange(long start, long length)
    {
        if (start < 0 || length < 0 || start > Length - length)
        {
            ThrowIfDisposed();
            throw new ArgumentOutOfRangeException(
                start < 0 || start > Length ? nameof(start) : nameof(length),
                string.Create(CultureInfo.InvariantCulture, $"{length} elements from {start} are not within 0..{Length}: give a start and a length of at least 0 within the array."));
        }
    }

    private static void CheckSpanLength(long length)
    {
        if (length > int.MaxValue)
        {
            throw new NotSupportedException(
                string.Create(CultureInfo.InvariantCulture, $"{length} elements exceed the length of a span (Int32): take a slice, or give a start and a length."));
        }
    }
}
