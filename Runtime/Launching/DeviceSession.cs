using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Paging;

namespace HmmGen.Launching;

/// <summary>A device as launches use it: its memory, its processors, its lock and its counters.</summary>
/// <param name="kind">What runs its kernels.</param>
/// <param name="name">The name that users see.</param>
/// <param name="options">How it manages its memory; checked.</param>
/// <param name="open">Opens its engine; null for the host.</param>
internal sealed class DeviceSession(HmmDeviceKind kind, string name, HmmDeviceOptions options, Func<DeviceEngine>? open)
{
    private readonly Lock _gate = new();
    private DeviceMemory? _memory;
    private bool _disposed;

    /// <summary>Whether the device is the host, which works in place.</summary>
    public bool IsHost => kind == HmmDeviceKind.Host;

    /// <summary>The name that users see.</summary>
    public string Name => name;

    /// <summary>How the device manages its memory.</summary>
    public HmmDeviceOptions Options => options;

    /// <summary>The running counts.</summary>
    public Counters Counters { get; } = new();

    /// <summary>What each kernel has done on the device.</summary>
    public KernelCounters Kernels { get; } = new();

    /// <summary>Lets one launch at a time use the device.</summary>
    public SharedLock LaunchLock { get; } = new();

    /// <summary>The processors that run kernels on the host.</summary>
    public HostProcessors Processors { get; } = new(options.MaxDegreeOfParallelism ?? Environment.ProcessorCount);

    /// <summary>The pages on the device, whose engine is opened when first needed. Not for the host.</summary>
    public DeviceMemory Memory
    {
        get
        {
            lock (_gate)
            {
                ThrowIfDisposed();
                return _memory ??= new DeviceMemory(open!(), options, Counters);
            }
        }
    }

    /// <summary>Refuses a device that was disposed of.</summary>
    public void ThrowIfDisposed()
    {
        if (_disposed)
        {
            throw new ObjectDisposedException("HmmGen.HmmDevice", $"The device {name} was disposed of.");
        }
    }

    /// <summary>Waits for the launch under way, writes back what only the device has, and gives all of the device's memory back. Nothing happens for the host.</summary>
    /// <param name="disposing">Whether the device is not used any more.</param>
    public void Free(bool disposing)
    {
        if (IsHost)
        {
            return;
        }

        using SharedLock.Holder launch = LaunchLock.Enter(shared: false);
        DeviceMemory? memory;
        lock (_gate)
        {
            _disposed |= disposing;
            memory = _memory;
            _memory = null;
        }

        memory?.Dispose();
    }
}
