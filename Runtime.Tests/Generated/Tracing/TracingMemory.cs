using HmmGen.Kernels;

namespace HmmGen.Tests.Generated.Tracing;

/// <summary>A device memory that notes every access that another one lets pass.</summary>
/// <typeparam name="TInner">The memory that works.</typeparam>
/// <param name="inner">The memory that works.</param>
/// <param name="trace">Where accesses are noted.</param>
/// <param name="slot">The work item.</param>
internal readonly struct TracingMemory<TInner>(TInner inner, ChunkTrace trace, long slot) : IDeviceMemory<TracingMemory<TInner>>
    where TInner : struct, IDeviceMemory<TInner>
{
    private readonly TInner _inner = inner;

    /// <inheritdoc/>
    public static bool Parks => TInner.Parks;

    /// <summary>Each access is noted, so none may go past this memory.</summary>
    public static bool TestsLoops => false;

    /// <inheritdoc/>
    public static long Read(TracingMemory<TInner> memory, DeviceSpan span, long index, int size)
        => memory.Note(TInner.Refuses(span, index) ? ErrorCode.OutOfRange : TInner.Read(memory._inner, span, index, size), span, index, write: false);

    /// <inheritdoc/>
    public static long Write(TracingMemory<TInner> memory, DeviceSpan span, long index, int size)
        => memory.Note(TInner.Refuses(span, index) ? ErrorCode.OutOfRange : TInner.Write(memory._inner, span, index, size), span, index, write: true);

    /// <inheritdoc/>
    public static bool Missed(long address) => TInner.TestsLoops ? address < 0 : TInner.Missed(address);

    /// <inheritdoc/>
    public static bool Outside(DeviceSpan span, long index) => TInner.Outside(span, index);

    /// <summary>Refused accesses are noted too, and only <see cref="Read"/> and <see cref="Write"/> can note.</summary>
    public static bool Refuses(DeviceSpan span, long index) => false;

    /// <inheritdoc/>
    public static bool RefusesPlanned(DeviceSpan span, long index) => false;

    /// <inheritdoc/>
    public static ref T Element<T>(TracingMemory<TInner> memory, long address) where T : unmanaged => ref TInner.Element<T>(memory._inner, address);

    /// <inheritdoc/>
    public static ref T Found<T>(TracingMemory<TInner> memory, DeviceSpan span, long index, int size, long address) where T : unmanaged
        => ref TInner.Found<T>(memory._inner, span, index, size, address);

    /// <inheritdoc/>
    public static ref T Control<T>(TracingMemory<TInner> memory, long offset) where T : unmanaged => ref TInner.Control<T>(memory._inner, offset);

    /// <inheritdoc/>
    public static ref T Parked<T>(TracingMemory<TInner> memory, Wave wave, long slot) where T : unmanaged => ref TInner.Parked<T>(memory._inner, wave, slot);

    /// <inheritdoc/>
    public static void Record(TracingMemory<TInner> memory, Wave wave, long slot, int site, long element, long address, long code)
        => ItemRecorder.Record(memory, wave, slot, site, element, code < 0 ? code : address);

    private long Note(long address, DeviceSpan span, long index, bool write)
    {
        if ((ulong)index >= (ulong)span.Length)
        {
            trace.NoteOutside();
            if (!Missed(address))
                throw new InvalidOperationException($"{trace}: element {index} is out of range, in a memory that does not check.");
        }
        else if (!Missed(address))
        {
            trace.Note(slot, SpanTags.ParameterOf(span), index, write);
        }

        return address;
    }
}
