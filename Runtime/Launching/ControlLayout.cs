using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Paging;

namespace HmmGen.Launching;

/// <summary>Where in control memory the page tables, records and saved work items of a launch are.</summary>
internal sealed class ControlLayout
{
    private const long Alignment = 64;
    private readonly TableWindow[] _windows;
    private readonly long _bytes;
    private readonly long _tableBytes;
    private long _tables;

    /// <summary>Lays control memory out.</summary>
    /// <param name="descriptor">The kernel.</param>
    /// <param name="windows">The parts of page tables that are needed.</param>
    /// <param name="tableBytes">Their size.</param>
    /// <param name="chunk">The most work items in a chunk.</param>
    /// <param name="records">The most records of a wave.</param>
    /// <param name="saved">The most work items that are saved.</param>
    public ControlLayout(KernelDescriptor descriptor, TableWindow[] windows, long tableBytes, long chunk, int records, long saved)
    {
        long end = 0;
        long Take(long bytes)
        {
            long start = end;
            end = (end + bytes + Alignment - 1) / Alignment * Alignment;
            return start;
        }

        RecordCapacity = records;
        RecordCount = Take(8 + (long)records * ItemRecord.Size);
        Records = RecordCount + 8;
        Active = Take(saved * sizeof(int));
        States = Take(saved * descriptor.StateSize);
        Steps = Take(saved * sizeof(int));
        Scratch = Take(chunk * descriptor.ScratchSize);
        _windows = windows;
        _tableBytes = tableBytes;
        _bytes = Math.Max(Alignment, end);
    }

    /// <summary>The parts of page tables that are there, those of one region beside each other.</summary>
    public ReadOnlySpan<TableWindow> Windows => _windows;

    /// <summary>The number of records that there is room for.</summary>
    public int RecordCapacity { get; }

    /// <summary>The offset of the number of records; the records follow it.</summary>
    public long RecordCount { get; }

    /// <summary>The offset of the records.</summary>
    public long Records { get; }

    /// <summary>The offset of the list of slots to run.</summary>
    public long Active { get; }

    /// <summary>The offset of the saved work items.</summary>
    public long States { get; }

    /// <summary>The offset of what single steps note.</summary>
    public long Steps { get; }

    /// <summary>The offset of the small local arrays.</summary>
    public long Scratch { get; }

    /// <summary>Where the entry of a region's page 0 would be: entries are found by page.</summary>
    /// <param name="window">The part that is there.</param>
    /// <returns>The offset; negative where page 0 is far before the part.</returns>
    public long TableOrigin(TableWindow window) => _tables + window.Origin;

    /// <summary>The same for the part that has a page.</summary>
    /// <param name="mirror">The region.</param>
    /// <param name="page">The page.</param>
    /// <returns>The offset; 0 where there is no such part.</returns>
    public long TableOrigin(RegionMirror mirror, long page)
    {
        foreach (TableWindow window in _windows)
        {
            if (window.Mirror == mirror && window.Pages.First <= page && page < window.Pages.End)
            {
                return TableOrigin(window);
            }
        }

        return 0;
    }

    /// <summary>Tells a frame where things are.</summary>
    /// <param name="wave">The frame.</param>
    /// <returns>The frame.</returns>
    public Wave Place(Wave wave)
    {
        wave.RecordCapacity = RecordCapacity;
        wave.RecordCount = RecordCount;
        wave.Records = Records;
        wave.States = States;
        wave.Steps = Steps;
        wave.Scratch = Scratch;
        return wave;
    }

    /// <summary>Makes the memory.</summary>
    /// <param name="area">Where the tables go.</param>
    public void Reserve(TableArea area) => _tables = area.Reserve(_bytes, _tableBytes);
}
