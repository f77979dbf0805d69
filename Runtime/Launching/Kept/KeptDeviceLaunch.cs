using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Launching.Scouting;
using HmmGen.Memory;
using HmmGen.Paging;
using HmmGen.Planning;

namespace HmmGen.Launching.Kept;

/// <summary>
/// A launch that has run on a device as one direct chunk, over regions with contiguous frames. It runs again while they have the same frames and all pages
/// are there that it may touch. It makes no object of its own; the device's driver may.
/// </summary>
/// <remarks>
/// A launch whose scout named the pages holds for the elements that the scout loaded only. Any other launch holds for all elements: it checks its indices,
/// until a run without an error has proven them (<see cref="IndexProof"/>).
/// </remarks>
/// <typeparam name="TKernel">The generated kernel.</typeparam>
/// <typeparam name="TArguments">Its arguments.</typeparam>
internal sealed class KeptDeviceLaunch<TKernel, TArguments> : KeptLaunch<TKernel, TArguments>
    where TKernel : struct, IHmmKernel<TArguments>
    where TArguments : unmanaged
{
    private readonly long _memory;
    private readonly ResidentRegion[] _pages;
    private readonly RepeatedUse _use;
    private readonly ControlLayout _layout;
    private readonly Wave _wave;
    private readonly TArguments _bound;
    private readonly bool _isScouted;
    private readonly bool _isProvable;
    private readonly LoadedVersions? _loaded;

    /// <summary>Keeps a launch.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="given">Its scalar arguments.</param>
    /// <param name="bound">The same with the places of its spans.</param>
    /// <param name="pages">Its pages.</param>
    /// <param name="found">What is known of its indices; null when nothing is.</param>
    /// <param name="layout">Its control memory.</param>
    public KeptDeviceLaunch(Launch launch, in TArguments given, in TArguments bound, LaunchPages pages, KeptScout? found, ControlLayout layout)
        : base(launch, given)
    {
        _memory = pages.Memory.Number;
        _isScouted = found is { NamesPages: true };
        _pages = KeptPages.Of(launch, pages, _isScouted ? found : null, Regions);
        _use = new RepeatedUse(_pages);
        _layout = layout;
        _wave = layout.Place(Wave.Of(launch.Box));
        _bound = bound;
        _isProvable = IndexProof.IsPossible(launch);
        _loaded = found is not null ? LoadedVersions.Of(found, pages.Mirrors) : _isProvable ? LoadedVersions.NotYet(launch) : null;
    }

    /// <summary>Whether the launch holds for what it was made from: the frames of the regions, and what a scout found.</summary>
    /// <param name="memory">The device's memory.</param>
    /// <param name="mirrors">The mirrors of the launch's regions.</param>
    /// <param name="isScouted">Whether a scout found its pages.</param>
    /// <returns>True when nothing has changed.</returns>
    public bool IsIn(DeviceMemory memory, RegionMirror[] mirrors, bool isScouted)
    {
        bool isSame = _memory == memory.Number && _pages.Length == mirrors.Length && _isScouted == isScouted && (!isScouted || _loaded!.Hold(mirrors));
        for (int i = 0; isSame && i < mirrors.Length; i++)
        {
            isSame = _pages[i].IsIn(mirrors[i]);
        }

        return isSame;
    }

    /// <inheritdoc/>
    protected override bool TryRunHeld(DeviceSession device, ReadOnlySpan<LaunchBuffer> buffers)
    {
        // A device that is disposed of has no memory, and one that was opened again has another.
        if (device.OpenedMemory is not { } memory || memory.Number != _memory)
        {
            return false;
        }

        PageCounts start = device.Counters.Pages();
        if (!memory.TryBeginResident(buffers, _pages))
        {
            return false;
        }

        bool holds = _loaded is null || _loaded.Hold(memory.ResidentMirrors);
        if (_isScouted && !holds)
        {
            memory.EndResident();
            return false;
        }

        Span<long> own = stackalloc long[(int)Counter.FirstOfPages];
        try
        {
            Count(device, own, Counter.Launches, 1);
            try
            {
                Run(Plan.InBounds || (_isProvable && holds), device, memory, buffers, own);
            }
            catch
            {
                _loaded?.Forget();

                // A launch that fails brings its pages to the host.
                using (memory.BeginAgain(_pages))
                {
                    throw;
                }
            }

            memory.EndResident();
            memory.NoteRepeated(_use);
        }
        finally
        {
            device.Kernels.Add(Descriptor.Name, own, start, device.Counters.Pages());
        }

        return true;
    }

    private void Run(bool isProven, DeviceSession device, DeviceMemory memory, ReadOnlySpan<LaunchBuffer> buffers, Span<long> own)
    {
        bool canFail = !isProven || Descriptor.HasGuards;
        if (canFail)
        {
            _layout.ClearRecords(memory.Port);
        }

        if (!isProven && _isProvable)
        {
            _loaded!.Take(memory.ResidentMirrors);
        }

        Count(device, own, Counter.Waves, 1);
        KernelVariant variant = ContiguousVariant.Of(isProven, Plan);
        Count(device, own, Counter.RunningTime, memory.RunResident<TKernel, TArguments>(variant, _wave, _bound));
        if (canFail && _layout.ReadRecords(memory.Port) is { Length: > 0 } records)
        {
            throw Whole(device, buffers).Errors.OfDirect(records, _wave);
        }
    }
}
