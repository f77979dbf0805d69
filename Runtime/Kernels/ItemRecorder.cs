using ILGPU;

namespace HmmGen.Kernels;

/// <summary>Leaves item records in control memory, on the device: the code behind <see cref="IDeviceMemory{TSelf}.Record"/>.</summary>
internal static class ItemRecorder
{
    /// <summary>Appends an item record to those of the wave.</summary>
    /// <typeparam name="TMemory">How the device's memory is reached.</typeparam>
    /// <param name="memory">The device's memory.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="slot">The work item.</param>
    /// <param name="site">The access site.</param>
    /// <param name="element">The element's number.</param>
    /// <param name="code">The code of <see cref="ErrorCode"/>.</param>
    /// <remarks>
    /// It has no branch on the atomic's result, which ILGPU marks uniform at O2. Records beyond the capacity overwrite the last one, and the
    /// runtime then does not trust that record. Only errors can exceed the capacity, since their number is not bounded; a parking item has a
    /// record of its own.
    /// </remarks>
    public static void Record<TMemory>(TMemory memory, Wave wave, long slot, int site, long element, long code)
        where TMemory : struct, IDeviceMemory<TMemory>
    {
        int position = Atomic.Add(ref TMemory.Control<int>(memory, wave.RecordCount), 1);
        long record = wave.Records + (long)IntrinsicMath.Min(position, wave.RecordCapacity - 1) * ItemRecord.Size;
        TMemory.Control<long>(memory, record) = code;
        TMemory.Control<long>(memory, record + 8) = element;
        TMemory.Control<int>(memory, record + 16) = (int)slot;
        TMemory.Control<int>(memory, record + 20) = site;
    }
}
