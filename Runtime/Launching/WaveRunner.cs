using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Launching.Ahead;
using HmmGen.Launching.Scouting;
using HmmGen.Paging;

namespace HmmGen.Launching;

/// <summary>Runs the waves of a launch on a device, and owns the launch's control memory.</summary>
internal sealed class WaveRunner
{
    private readonly Launch _launch;
    private readonly DeviceMemory.LaunchResidency _residency;
    private readonly DevicePort _port;
    private readonly LaunchPages _pages;

    /// <summary>Reserves control memory for the launch.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="pages">Its pages.</param>
    /// <param name="limits">How large its chunks may be.</param>
    /// <param name="scouts">Whether a scout marks pages.</param>
    /// <param name="onlyLinear">Whether all chunks are direct and all regions contiguous. Then no item is saved and no page table is needed.</param>
    /// <exception cref="HmmOutOfMemoryException">The device has too little memory.</exception>
    public WaveRunner(Launch launch, LaunchPages pages, LaunchLimits limits, bool scouts, bool onlyLinear)
    {
        long items = launch.Box.Count;
        long chunk = Math.Min(items, onlyLinear ? limits.MostDirect : Math.Max(limits.MostResumable, limits.MostDirect));
        _launch = launch;
        _pages = pages;
        _residency = pages.Residency;
        _port = pages.Memory.Port;
        Layout = new ControlLayout(launch.Descriptor, items, chunk, saved: onlyLinear ? 0 : Math.Min(chunk, limits.MostResumable));
        Tables = new LaunchTables(pages.Memory.Tables, Layout.Bytes, launch.Binding, onlyLinear ? [] : pages.Mirrors, scouts);
        Spans = new LaunchSpans(launch, pages.Mirrors, Tables, _residency.IsLinear);
        Spans.Bind();
    }

    /// <summary>The layout of the launch's control memory.</summary>
    public ControlLayout Layout { get; }

    /// <summary>The spans that bind the kernel's parameters to their elements.</summary>
    public LaunchSpans Spans { get; }

    /// <summary>The page tables in control memory.</summary>
    public LaunchTables Tables { get; }

    /// <summary>Makes the wave that runs every item of a chunk.</summary>
    /// <param name="box">The chunk's work items.</param>
    /// <returns>The wave.</returns>
    public Wave First(WorkBox box) => Layout.Place(Wave.Of(box));

    /// <summary>Makes the wave that runs the kernel's scout for every item of a chunk.</summary>
    /// <param name="box">The chunk's work items.</param>
    /// <returns>The wave.</returns>
    public Wave Scouting(WorkBox box) => _launch.Descriptor.Scout!.OfRows ? Layout.Place(Wave.OfRows(box, _launch.Descriptor.Rank)) : First(box);

    /// <summary>Makes the wave in which parked items of a chunk go on.</summary>
    /// <param name="wave">A wave of the chunk.</param>
    /// <param name="slots">Their slots.</param>
    /// <returns>The wave.</returns>
    public Wave Next(Wave wave, ReadOnlySpan<int> slots)
    {
        _port.UploadControl(Layout.Active, slots);
        wave.Active = Layout.Active;
        wave.Resuming = 1;
        wave.Count = slots.Length;
        return wave;
    }

    /// <summary>Runs a wave to its end.</summary>
    /// <param name="variant">The variant of the kernel.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="stop">When it is cancelled, the wave may skip items that have not begun.</param>
    /// <param name="ahead">Brings pages meanwhile; null for none.</param>
    /// <returns>The records that its items left.</returns>
    /// <exception cref="HmmDeviceException">The device failed, or page contents were lost.</exception>
    public ItemRecord[] Run(KernelVariant variant, Wave wave, CancellationToken stop, LaunchAhead? ahead = null)
    {
        if (variant is KernelVariant.Paged or KernelVariant.Proven or KernelVariant.Resumable or KernelVariant.Stepped)
        {
            Tables.Synchronize(_residency);
        }

        ahead?.Start();
        try
        {
            ItemRecord[] records = RunCode(variant, wave, stop);
            ahead?.Wait();
            _residency.EndWave();
            return records;
        }
        finally
        {
            ahead?.Wait();
        }
    }

    /// <summary>Runs the pieces of a chunk one after another, as one wave.</summary>
    /// <param name="pieces">The pieces, in the order of the items.</param>
    /// <param name="stop">When it is cancelled, items that have not begun may be skipped.</param>
    /// <param name="ahead">Brings pages meanwhile; null for none.</param>
    /// <param name="last">The wave that ran last, of which the records are.</param>
    /// <returns>The records that its items left. None of the pieces before left any.</returns>
    /// <exception cref="HmmDeviceException">The device failed, or page contents were lost.</exception>
    public ItemRecord[] Run(List<ChunkPiece> pieces, CancellationToken stop, LaunchAhead? ahead, out Wave last)
    {
        if (pieces.Exists(static piece => !piece.IsWhole))
        {
            Tables.Synchronize(_residency);
        }

        ItemRecord[] records = [];
        last = default;
        ahead?.Start();
        try
        {
            for (int i = 0; i < pieces.Count && records.Length == 0 && !(_port.StopsBetweenItems && stop.IsCancellationRequested); i++)
            {
                KernelVariant variant = KernelVariant.Linear;
                if (pieces[i].Frames.OfRegions is { } frames)
                {
                    Spans.BindPieces(frames);
                }
                else if (!Spans.BindStretches(_pages.PlanOf(pieces[i].Plan)))
                {
                    variant = KernelVariant.Proven;
                }

                // Of a tile each row is a wave. Items that may fail are in no tile, so none of them leaves a record.
                foreach (WorkBox line in pieces[i].Box.Lines())
                {
                    if (_port.StopsBetweenItems && stop.IsCancellationRequested)
                    {
                        break;
                    }

                    last = First(line);
                    records = RunCode(variant, last, stop);
                }
            }

            // Who brings pages holds the lock that the end of the wave needs.
            ahead?.Wait();
            _residency.EndWave();
        }
        finally
        {
            ahead?.Wait();
        }

        return records;
    }

    /// <summary>Runs a scout to its end.</summary>
    /// <param name="wave">The wave.</param>
    /// <param name="stop">When it is cancelled, the scout may skip items.</param>
    /// <returns>Why items could not go on.</returns>
    /// <exception cref="HmmDeviceException">The device failed.</exception>
    public ScoutStops Scout(Wave wave, CancellationToken stop)
    {
        Tables.Synchronize(_residency);
        Layout.ClearRecords(_port);
        RunKernel(KernelVariant.Scout, wave, stop);
        return Layout.ReadStops(_port);
    }

    private ItemRecord[] RunCode(KernelVariant variant, Wave wave, CancellationToken stop)
    {
        bool canFail = variant is not (KernelVariant.Linear or KernelVariant.Proven) || _launch.GuardsMayFail;
        if (canFail)
        {
            Layout.ClearRecords(_port);
        }

        RunKernel(variant, wave, stop);
        return canFail ? Layout.ReadRecords(_port) : [];
    }

    private void RunKernel(KernelVariant variant, Wave wave, CancellationToken stop)
    {
        _launch.Counters.Add(Counter.Waves, 1);
        _launch.Counters.Add(Counter.RunningTime, _launch.Kernel.Run(_residency, variant, wave, stop));
    }
}
