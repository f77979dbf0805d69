using HmmGen.Kernels;

namespace HmmGen.Tests.Generated.Tracing;

/// <summary>A device memory that notes every access that another one lets pass.</summary>
/// <typeparam name="TInner">The memory that works.</typeparam>
/// <param name="inner">The memory that works.</param>
/// <param name="trace">Where accesses are noted.</param>
/// <param name="slot">The work item.</param>
internal struct TracingMemory<TInner>(TInner inner, ChunkTrace trace, long slot) : IDeviceMemory
    where TInner : struct, IDeviceMemory
{
#pragma warning disable IDE0044 // Single-stepped memory counts its accesses: it must not be copied before each of them.
    private TInner _inner = inner;
#pragma warning restore IDE0044

    /// <inheritdoc/>
    public static bool Parks => TInner.Parks;

    /// <inheritdoc/>
    public long Read(DeviceSpan span, long index, int size) => Note(_inner.Read(span, index, size), span, index, write: false);

    /// <inheritdoc/>
    public long Write(DeviceSpan span, long index, int size) => Note(_inner.Write(span, index, size), span, index, write: true);

    /// <inheritdoc/>
    public readonly bool Missed(long address) => _inner.Missed(address);

    /// <inheritdoc/>
    public ref T Element<T>(long address) where T : unmanaged => ref _inner.Element<T>(address);

    /// <inheritdoc/>
    public ref T Control<T>(long offset) where T : unmanaged => ref _inner.Control<T>(offset);

    private readonly long Note(long address, DeviceSpan span, long index, bool write)
    {
        if ((ulong)index >= (ulong)span.Length)
        {
            trace.NoteOutside();
            if (!_inner.Missed(address))
                throw new InvalidOperationException($"{trace}: element {index} is out of range, in a memory that does not check.");
        }
        else if (!_inner.Missed(address))
        {
            trace.Note(slot, SpanTags.ParameterOf(span), index, write);
        }

        return address;
    }
}
