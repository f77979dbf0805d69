using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Memory;
using HmmGen.Paging;
using HmmGen.Planning;

namespace HmmGen.Launching.Kept;

/// <summary>
/// A launch that has run on a device as one direct chunk, over regions with contiguous frames. It runs again while they have the same frames and all pages
/// are there that it may touch. It makes no object of its own; the device's driver may.
/// </summary>
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
    private readonly KernelVariant _variant;
    private readonly bool _canFail;

    /// <summary>Keeps a launch.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="given">Its scalar arguments.</param>
    /// <param name="bound">The same with the places of its spans.</param>
    /// <param name="pages">Its pages.</param>
    /// <param name="layout">Its control memory.</param>
    public KeptDeviceLaunch(Launch launch, in TArguments given, in TArguments bound, LaunchPages pages, ControlLayout layout)
        : base(launch, given)
    {
        _memory = pages.Memory.Number;
        _pages = KeptPages.Of(launch, pages.Mirrors, Regions);
        _use = new RepeatedUse(_pages);
        _layout = layout;
        _wave = layout.Place(Wave.Of(launch.Box));
        _bound = bound;
        _variant = launch.Plan.InBounds ? KernelVariant.Linear : KernelVariant.Checked;
        _canFail = !launch.Plan.InBounds || launch.Descriptor.HasGuards;
    }

    /// <summary>Whether the regions have the frames that they had when the launch was kept.</summary>
    /// <param name="memory">The device's memory.</param>
    /// <param name="mirrors">The mirrors of the launch's regions.</param>
    /// <returns>True when they have.</returns>
    public bool IsIn(DeviceMemory memory, RegionMirror[] mirrors)
    {
        bool isSame = _memory == memory.Number && _pages.Length == mirrors.Length;
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

        Span<long> own = stackalloc long[(int)Counter.FirstOfPages];
        try
        {
            Count(device, own, Counter.Launches, 1);
            try
            {
                Run(device, memory, buffers, own);
            }
            catch
            {
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

    private void Run(DeviceSession device, DeviceMemory memory, ReadOnlySpan<LaunchBuffer> buffers, Span<long> own)
    {
        if (_canFail)
        {
            _layout.ClearRecords(memory.Port);
        }

        Count(device, own, Counter.Waves, 1);
        Count(device, own, Counter.RunningTime, memory.RunResident<TKernel, TArguments>(_variant, _wave, _bound).Ticks);
        if (_canFail && _layout.ReadRecords(memory.Port) is { Length: > 0 } records)
        {
            throw Whole(device, buffers).Errors.OfDirect(records, _wave);
        }
    }
}
