// Safety: spans and references come from an object on the collected heap, or from memory that stays once there is a span over it;
// bounds are checked here.
using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Memory;

namespace HmmGen;

/// <summary>An array that devices mirror: kernels leave their results where they are, and pages come back when the host touches them.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <remarks>
/// <para>Where <see cref="HmmSpace.HostMode"/> is transparent, the host may touch elements at any time, through any span, pointer or native
/// code, also while a kernel runs on them, and a span keeps the memory alive. In <see cref="HmmHostMode.TransparentUserMode"/> system calls may use a
/// span until the next launch that uses the array. A page that a kernel writes at the same time is merged byte by
/// byte when the kernel ends: what either side changed is kept, and of a byte that both changed the kernel's.</para>
/// <para>Elsewhere the host touches elements through explicit scopes: <see cref="AsSpan()"/> brings them back from devices for
/// writing, <see cref="AsReadOnlySpan()"/> brings the host up to date and leaves devices their copies. Such a span is valid
/// until the next launch that uses the array; take a new one afterwards. Touches wait for a launch under way.</para>
/// <para>The object may be used from several threads; two threads that touch the same elements agree among themselves,
/// as for any array.</para>
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

    /// <summary>The array as memory; each span taken from it is an <see cref="AsSpan()"/>, and pinning it is <see cref="Pin()"/>.</summary>
    /// <exception cref="NotSupportedException">The array is longer than memory can be; take slices.</exception>
    public Memory<T> Memory
    {
        get
        {
            ThrowIfDisposed();
            CheckSpanLength(Length);
            return (_memory ??= new HmmArrayMemory<T>(this)).Memory;
        }
    }

    /// <summary>The region under the elements; null when there are none.</summary>
    internal MemoryRegion? Region => _region;

    /// <summary>How many elements of the type lie before the first one in its region.</summary>
    internal long Start => _start;

    /// <summary>Makes the argument of a launch over some elements; the launch refuses it where the array is disposed of.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>The buffer.</returns>
    internal LaunchBuffer BufferOf(long start, long length)
        => new(_region, null, _start + start, length, Unsafe.SizeOf<T>(), isDisposed: _disposed);

    /// <summary>One element. Reading leaves it on devices, writing takes its page from them.</summary>
    /// <param name="index">The element.</param>
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

    /// <summary>All elements, to be read and written on the host.</summary>
    /// <returns>The span; valid until the next launch that uses the array.</returns>
    /// <exception cref="HmmAccessException">Some of the memory may not be written.</exception>
    /// <exception cref="NotSupportedException">The array is longer than a span can be.</exception>
    public Span<T> AsSpan()
    {
        CheckSpanLength(Length);
        return AsSpan(0, (int)Length);
    }

    /// <summary>Some elements, to be read and written on the host.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>The span; valid until the next launch that uses the array.</returns>
    /// <exception cref="HmmAccessException">Some of the memory may not be written.</exception>
    public Span<T> AsSpan(long start, int length) => Touch(start, length, HmmProtection.ReadWrite);

    /// <summary>All elements, to be read on the host; devices keep their copies.</summary>
    /// <returns>The span; valid until the next launch that uses the array.</returns>
    /// <exception cref="HmmAccessException">Some of the memory may not be read.</exception>
    /// <exception cref="NotSupportedException">The array is longer than a span can be.</exception>
    public ReadOnlySpan<T> AsReadOnlySpan()
    {
        CheckSpanLength(Length);
        return AsReadOnlySpan(0, (int)Length);
    }

    /// <summary>Some elements, to be read on the host; devices keep their copies.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>The span; valid until the next launch that uses the array.</returns>
    /// <exception cref="HmmAccessException">Some of the memory may not be read.</exception>
    public ReadOnlySpan<T> AsReadOnlySpan(long start, int length) => Touch(start, length, HmmProtection.ReadOnly);

    /// <summary>Some of the elements as an array of their own, over the same memory; disposing of it frees nothing.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>The slice.</returns>
    public HmmArray<T> Slice(long start, long length)
    {
        CheckRange(start, length);
        return new HmmArray<T>(_region, _start + start, length, ownsRegion: false);
    }

    /// <summary>Keeps all elements on the host, for hardware and drivers that hold on to pages: O_DIRECT, io_uring, RDMA, system calls in user mode.</summary>
    /// <returns>The pin; to be disposed of before the array.</returns>
    public HmmPin<T> Pin() => Pin(HmmRange.All);

    /// <summary>Keeps some elements on the host, for hardware and drivers that hold on to pages: O_DIRECT, io_uring, RDMA, system calls in user mode.</summary>
    /// <param name="range">The elements.</param>
    /// <returns>The pin; to be disposed of before the array.</returns>
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

    /// <summary>Frees the memory, on the host and on devices, after waiting for a launch that uses it. Slices free nothing.</summary>
    /// <remarks>
    /// Spans that were taken from the array read zeros afterwards. An array that is not disposed of is collected when neither it nor a span over it is in use.
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

    /// <summary>Refuses an array that was disposed of, or a slice of one.</summary>
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
        (long first, long units) = UnitsOf(start, length);
        _region!.Offer(first, units, write: needed == HmmProtection.ReadWrite);
        _region!.Share();
        return MemoryMarshal.CreateSpan(ref _region.At<T>(_start + start), length);
    }

    /// <summary>
    /// Refuses what protection forbids and what is lost; where memory is not transparent also waits for launches and brings the host up to date.
    /// </summary>
    private SharedLock.Holder? Enter(long start, long length, HmmProtection needed)
    {
        (long first, long units) = UnitsOf(start, length);
        if (_region!.IsTransparent)
        {
            ThrowIfDisposed();
            CheckProtection(start, length, needed);
            _region.ThrowIfLost(first, units);
            _region.CheckFile(first, units);
            return null;
        }

        bool writing = needed == HmmProtection.ReadWrite;
        SharedLock.Holder scope = _region.Lock.Enter(shared: !writing);
        try
        {
            ThrowIfDisposed();
            CheckProtection(start, length, needed);
            _region.ThrowIfLost(first, units);
            _region.CheckFile(first, units);
            _region.Load(first, units);
            _region.ToHost(first, units, drop: writing);
            if (writing)
            {
                _region.Written?.Add(first, units);
            }

            return scope;
        }
        catch
        {
            scope.Dispose();
            throw;
        }
    }

    private void CheckProtection(long start, long length, HmmProtection needed, string user = "the host")
    {
        (long first, long units) = UnitsOf(start, length);
        long forbidden = _region!.FirstForbidden(first, units, needed);
        if (forbidden >= 0)
        {
            bool unreadable = _region.ProtectionOf(forbidden) == HmmProtection.None;
            long element = (forbidden >> UnitShift) - _start;
            throw new HmmAccessException(
                string.Create(CultureInfo.InvariantCulture, $"element {element} may not be {(unreadable ? "read or written" : "written")} by {user}"),
                ErrorPlace.Host with { ElementIndex = element },
                unreadable ? HmmAccessViolation.NoAccess : HmmAccessViolation.ReadOnly);
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
