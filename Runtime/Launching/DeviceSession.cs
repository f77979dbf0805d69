using HmmGen.Base;
using HmmGen.Base.Telemetry;
using HmmGen.Devices;
using HmmGen.Launching.Ahead;
using HmmGen.Launching.InPlace;
using HmmGen.Launching.Lanes;
using HmmGen.Launching.Scouting;
using HmmGen.Launching.Telemetry;
using HmmGen.Paging;

namespace HmmGen.Launching;

/// <summary>The state of a device that launches use: memory, processors, launch lock and counters.</summary>
/// <param name="kind">What runs its kernels.</param>
/// <param name="name">The name that users see.</param>
/// <param name="options">How it manages its memory. The options are checked already.</param>
/// <param name="open">Opens its engine. Null for the host.</param>
internal sealed class DeviceSession(HmmDeviceKind kind, string name, HmmDeviceOptions options, Func<HmmDeviceOptions, DeviceEngine>? open)
{
    private static long _lastNumber;

    private readonly Lock _gate = new();
    private DeviceMemory? _memory;
    private bool _disposed;

    /// <summary>The session's number. No other session of the process ever has it, so it names the device without keeping it alive.</summary>
    public long Number { get; } = Interlocked.Increment(ref _lastNumber);

    /// <summary>Whether the device is the host, whose kernels work on host memory in place.</summary>
    public bool IsHost => kind == HmmDeviceKind.Host;

    /// <summary>How kernels work on process memory in place; null where HmmGen mirrors pages, and on the host.</summary>
    public PlaceAccess? Place { get; init; }

    /// <summary>Whether kernels work on process memory, so that no page stays on the device.</summary>
    public bool WorksInPlace => IsHost || Place is not null;

    /// <summary>The lock of hardware whose kernels may work in place (<see cref="PlaceAccess.Gate"/>); null for other hardware.</summary>
    public SharedLock? Gate { get; init; }

    /// <summary>The name that users see.</summary>
    public string Name => name;

    /// <summary>How the device manages its memory.</summary>
    public HmmDeviceOptions Options => options;

    /// <summary>The running counts of the device.</summary>
    public Counters Counters => Kernels.Whole;

    /// <summary>The counts of each kernel on the device.</summary>
    public KernelCounters Kernels { get; } = new();

    /// <summary>Which launches followed which. Used under the launch lock.</summary>
    public LaunchHistory History { get; } = new();

    /// <summary>What scouts found for the last launch of each kernel.</summary>
    public KeptScouts Scouts { get; } = new(options.Testing.KeptScouts);

    /// <summary>What launches in place have proven of each kernel's indices.</summary>
    public KernelNotes<PlaceProof> Proofs { get; } = new();

    /// <summary>Whether pages come beside the chunks of each kernel or behind them.</summary>
    public KernelNotes<AheadChoice> AheadChoices { get; } = new();

    /// <summary>The lock that lets one launch at a time use the device.</summary>
    public SharedLock LaunchLock { get; } = new();

    /// <summary>The processors that run kernels on the host.</summary>
    public HostProcessors Processors { get; } = new(options.MaxDegreeOfParallelism ?? Environment.ProcessorCount);

    /// <summary>Tells whether a debugger is attached: then the user's methods run, item by item.</summary>
    public DebuggerWatch Debugger { get; } = new();

    /// <summary>The memory for copies of tables.</summary>
    public TableRooms TableRooms { get; } = new();

    /// <summary>The pages on the device. The first use opens the engine. Not for the host.</summary>
    public DeviceMemory Memory
    {
        get
        {
            lock (_gate)
            {
                ThrowIfDisposed();
                return _memory ?? OpenMemory();
            }
        }
    }

    /// <summary>The pages on the device, if its engine is open; else null. Not for the host.</summary>
    public DeviceMemory? OpenedMemory
    {
        get
        {
            lock (_gate)
            {
                return _memory;
            }
        }
    }

    /// <summary>Waits for the hardware, after the launch lock and before the locks of regions.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The held lock; null where the hardware has none.</returns>
    public SharedLock.Holder? EnterHardware(CancellationToken cancellationToken = default) => Gate?.Enter(shared: Place is null, cancellationToken);

    /// <summary>Waits for the hardware without blocking a thread.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The held lock; null where the hardware has none.</returns>
    public async Task<SharedLock.Holder?> EnterHardwareAsync(CancellationToken cancellationToken)
        => Gate is null ? null : await Gate.EnterAsync(shared: Place is null, cancellationToken).ConfigureAwait(false);

    /// <summary>Throws if the device is disposed.</summary>
    public void ThrowIfDisposed()
    {
        if (_disposed)
        {
            throw new ObjectDisposedException("HmmGen.HmmDevice", $"The device {name} is disposed.");
        }
    }

    /// <summary>Waits for the running launch, writes back pages that are newer on the device, and frees its memory. Does nothing for the host.</summary>
    /// <param name="disposing">Whether later uses of the device are refused.</param>
    public void Free(bool disposing)
    {
        if (IsHost)
        {
            return;
        }

        ForeignCode.Refuse("a call of Trim or Dispose of a device");
        using SharedLock.Holder launch = LaunchLock.Enter(shared: false);
        DeviceMemory? memory;
        lock (_gate)
        {
            _disposed |= disposing;
            memory = _memory;
        }

        try
        {
            Scouts.Clear();
            Proofs.Clear();
            memory?.Dispose();
        }
        finally
        {
            // Only now: a caller without the launch lock would else open a second engine beside the first.
            lock (_gate)
            {
                _memory = null;
            }

            Report(memory is not null, disposing);
        }
    }

    /// <summary>Tells who listens to events that the device is open, if it is.</summary>
    /// <remarks>Takes no lock. A listener that comes holds a lock of .NET, which an engine that is being opened may wait for.</remarks>
    public void TellWhetherOpen()
    {
        if (Volatile.Read(ref _memory) is { } memory)
        {
            HmmEvents.Log.DeviceIsOpen(name, kind.ToString(), memory.Budget);
        }
    }

    private DeviceMemory OpenMemory()
    {
        DeviceMemory memory = new(open!(options), name, options, Counters);

        // A fence: who begins to listen meanwhile sees the memory, or is seen here.
        Interlocked.Exchange(ref _memory, memory);
        if (HmmEvents.Log.IsEnabled())
        {
            using ForeignCode listeners = ForeignCode.BeginEvent();
            HmmEvents.Log.DeviceOpened(name, kind.ToString(), memory.Budget);
        }

        return memory;
    }

    private void Report(bool closed, bool disposing)
    {
        if (disposing)
        {
            LaunchInstruments.Devices.Remove(this);
        }

        if (closed && HmmEvents.Log.IsEnabled())
        {
            using ForeignCode listeners = ForeignCode.BeginEvent();
            HmmEvents.Log.DeviceClosed(name);
        }
    }
}
