using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Memory;
using HmmGen.Planning;

namespace HmmGen.Launching.Kept;

/// <summary>
/// A launch that has run, ready to run again for a launch that is equal: same device, kernel, arguments, work items and elements. It knows arrays and devices
/// by their numbers, so it keeps none of them alive. Launches may use it at the same time: what of it changes belongs to one device, and to who holds its lock.
/// </summary>
/// <typeparam name="TKernel">The generated kernel.</typeparam>
/// <typeparam name="TArguments">Its arguments.</typeparam>
internal abstract class KeptLaunch<TKernel, TArguments>
    where TKernel : struct, IHmmKernel<TArguments>
    where TArguments : unmanaged
{
    private readonly long _device;
    private readonly TArguments _given;
    private readonly WorkBox _box;
    private readonly KeptBuffer[] _buffers;
    private readonly KeptRegion[] _regions;

    /// <summary>Keeps what tells whether another launch is equal.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="given">Its scalar arguments.</param>
    protected KeptLaunch(Launch launch, in TArguments given)
    {
        _device = launch.Device.Number;
        Descriptor = launch.Descriptor;
        Plan = launch.Plan;
        _given = given;
        _box = launch.Box;
        _buffers = new KeptBuffer[launch.Binding.Buffers.Length];
        for (int i = 0; i < _buffers.Length; i++)
        {
            _buffers[i] = KeptBuffer.Of(launch.Binding.Buffers[i]);
        }

        _regions = KeptRegion.Of(launch.Binding);
    }

    /// <summary>The description of the kernel.</summary>
    protected KernelDescriptor Descriptor { get; }

    /// <summary>The elements that the launch touches.</summary>
    protected AccessPlan Plan { get; }

    /// <summary>The work items.</summary>
    protected WorkBox Box => _box;

    /// <summary>The scalar arguments.</summary>
    protected ref readonly TArguments Given => ref _given;

    /// <summary>The regions, in the order in which their locks are taken.</summary>
    protected ReadOnlySpan<KeptRegion> Regions => _regions;

    /// <summary>Whether a launch is equal.</summary>
    /// <param name="device">Its device.</param>
    /// <param name="descriptor">Its kernel.</param>
    /// <param name="given">Its scalar arguments.</param>
    /// <param name="box">Its work items.</param>
    /// <param name="buffers">Its buffers.</param>
    /// <returns>True when it is.</returns>
    public bool IsOf(DeviceSession device, KernelDescriptor descriptor, in TArguments given, WorkBox box, ReadOnlySpan<LaunchBuffer> buffers)
    {
        if (_device != device.Number || Descriptor != descriptor || _box != box || _buffers.Length != buffers.Length)
        {
            return false;
        }

        for (int i = 0; i < buffers.Length; i++)
        {
            if (!_buffers[i].IsOf(buffers[i]))
            {
                return false;
            }
        }

        return KeptArguments.AreEqual(_given, given);
    }

    /// <summary>Runs a launch that is equal, if nobody has to be waited for and all is as it was.</summary>
    /// <param name="device">Its device.</param>
    /// <param name="buffers">Its buffers.</param>
    /// <returns>False when the launch has to take all steps. Nothing has happened then.</returns>
    public bool TryRun(DeviceSession device, ReadOnlySpan<LaunchBuffer> buffers)
    {
        if (device.IsHost)
        {
            return TryRunLocked(device, buffers);
        }

        if (!device.LaunchLock.TryEnter(shared: false))
        {
            return false;
        }

        try
        {
            return TryRunLocked(device, buffers);
        }
        finally
        {
            device.LaunchLock.Leave(shared: false);
        }
    }

    /// <summary>Runs the launch, which holds all locks.</summary>
    /// <param name="device">The device.</param>
    /// <param name="buffers">The buffers.</param>
    /// <returns>False when the launch has to take all steps. Nothing has happened then.</returns>
    protected abstract bool TryRunHeld(DeviceSession device, ReadOnlySpan<LaunchBuffer> buffers);

    /// <summary>Adds to a counter of the launch and of its device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="own">The launch's counts.</param>
    /// <param name="counter">The counter; not one of pages.</param>
    /// <param name="amount">The amount.</param>
    protected static void Count(DeviceSession device, Span<long> own, Counter counter, long amount)
    {
        own[(int)counter] += amount;
        device.Counters.Add(counter, amount);
    }

    /// <summary>Makes the launch of which exceptions tell.</summary>
    /// <param name="device">The device.</param>
    /// <param name="buffers">The buffers.</param>
    /// <returns>The launch.</returns>
    protected Launch Whole(DeviceSession device, ReadOnlySpan<LaunchBuffer> buffers)
        => new(
            new LaunchedKernel<TKernel, TArguments>(_given),
            device,
            _box,
            new LaunchBinding(Descriptor, buffers, device),
            Plan,
            new LaunchCounters(device, Descriptor.Name, measurement: null),
            progress: null,
            CancellationToken.None);

    private bool TryRunLocked(DeviceSession device, ReadOnlySpan<LaunchBuffer> buffers)
    {
        int held = 0;
        try
        {
            while (held < _regions.Length)
            {
                KeptRegion next = _regions[held];
                if (!buffers[next.Buffer].Region!.Lock.TryEnter(shared: !next.IsWritten))
                {
                    return false;
                }

                held++;
            }

            return IsAsBefore(buffers) && TryRunReturning(device, buffers);
        }
        finally
        {
            while (held > 0)
            {
                KeptRegion last = _regions[--held];
                buffers[last.Buffer].Region!.Lock.Leave(shared: !last.IsWritten);
            }
        }
    }

    /// <summary>Runs the launch, and then returns pinned elements to the host, as each launch does.</summary>
    private bool TryRunReturning(DeviceSession device, ReadOnlySpan<LaunchBuffer> buffers)
    {
        try
        {
            return TryRunHeld(device, buffers);
        }
        finally
        {
            foreach (KeptRegion kept in _regions)
            {
                buffers[kept.Buffer].Region!.ReturnPinned();
            }
        }
    }

    /// <summary>Whether the arrays are there and nothing protects their elements.</summary>
    private bool IsAsBefore(ReadOnlySpan<LaunchBuffer> buffers)
    {
        foreach (KeptRegion kept in _regions)
        {
            MemoryRegion region = buffers[kept.Buffer].Region!;
            if (region.IsDisposed || region.HasProtection)
            {
                return false;
            }
        }

        foreach (ref readonly LaunchBuffer buffer in buffers)
        {
            buffer.Region?.CheckFile(buffer.FirstUnit, buffer.UnitCount);
        }

        return true;
    }
}
