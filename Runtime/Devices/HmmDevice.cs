using HmmGen.Devices;
using HmmGen.Diagnostics;
using HmmGen.Launching;
using HmmGen.Migration;

namespace HmmGen;

/// <summary>Something that runs kernels over process memory.</summary>
/// <remarks>
/// Devices may be used from several threads; a device runs one launch at a time. Found devices live as long as the
/// process; those of <see cref="Simulated"/> and <see cref="WithOptions"/> are to be disposed of.
/// </remarks>
public sealed class HmmDevice : IDisposable
{
    private readonly Func<DeviceEngine>? _open;
    private readonly Lock _gate = new();
    private DeviceMemory? _memory;
    private bool _disposed;

    /// <summary>Makes a device whose engine is opened when first needed.</summary>
    /// <param name="kind">What runs its kernels.</param>
    /// <param name="name">The name that users see.</param>
    /// <param name="options">How it manages its memory; checked.</param>
    /// <param name="mode">How it reaches process memory.</param>
    /// <param name="reason">Why in that way.</param>
    /// <param name="open">Opens its engine; null for the host.</param>
    /// <param name="isGpu">Whether it is a graphics processor.</param>
    internal HmmDevice(
        HmmDeviceKind kind, string name, HmmDeviceOptions options, HmmMirrorMode mode, string reason, Func<DeviceEngine>? open, bool isGpu = false)
    {
        options.Check();
        Kind = kind;
        Name = name;
        Options = options;
        MirrorMode = mode;
        MirrorModeReason = reason;
        IsGpu = isGpu;
        _open = open;
        Processors = new HostProcessors(options.MaxDegreeOfParallelism ?? Environment.ProcessorCount);
    }

    /// <summary>
    /// The host: kernels are the annotated methods themselves, in place, on all processors; fewer with <see cref="WithOptions"/> and
    /// <see cref="HmmDeviceOptions.MaxDegreeOfParallelism"/>.
    /// </summary>
    public static HmmDevice Host { get; } = new(
        HmmDeviceKind.Host, "Host", new HmmDeviceOptions(), HmmMirrorMode.InPlace, "the host works on its own memory", null);

    /// <summary>
    /// The best device of this machine: the first CUDA device, else the first OpenCL GPU, else the host. The environment variable <c>HMMGEN_DEVICE</c>
    /// (<c>cuda</c>, <c>opencl</c>, <c>host</c>, <c>simulated</c>, <c>simulated:1</c> …) chooses another.
    /// </summary>
    /// <exception cref="PlatformNotSupportedException">The variable asks for a device that is not there.</exception>
    public static HmmDevice Default => DeviceDiscovery.Current.Default;

    /// <summary>What stood in the way of devices that were looked for and not found, or not usable.</summary>
    public static IReadOnlyList<string> DiscoveryReport => DeviceDiscovery.Current.Report;

    /// <summary>The device's name.</summary>
    public string Name { get; }

    /// <summary>What runs the device's kernels.</summary>
    public HmmDeviceKind Kind { get; }

    /// <summary>How the device manages its memory.</summary>
    public HmmDeviceOptions Options { get; }

    /// <summary>How the device reaches process memory.</summary>
    public HmmMirrorMode MirrorMode { get; }

    /// <summary>Why <see cref="MirrorMode"/> was chosen.</summary>
    public string MirrorModeReason { get; }

    /// <summary>The most bytes of pages that the device holds; <see cref="long.MaxValue"/> for the host, which holds everything.</summary>
    public long MemoryBudget => Kind == HmmDeviceKind.Host ? long.MaxValue : Memory.Budget;

    /// <summary>What the device has done; a snapshot.</summary>
    public HmmStatistics Statistics => Counters.Snapshot() - Baseline;

    /// <summary>Whether the device is a graphics processor, and so worth being the default.</summary>
    internal bool IsGpu { get; }

    /// <summary>The running counts.</summary>
    internal DeviceCounters Counters { get; } = new();

    /// <summary>Lets one launch at a time use the device.</summary>
    internal SharedLock LaunchLock { get; } = new();

    /// <summary>The processors that run kernels on the host.</summary>
    internal HostProcessors Processors { get; }

    /// <summary>The pages on the device. Not for the host.</summary>
    internal DeviceMemory Memory
    {
        get
        {
            lock (_gate)
            {
                ThrowIfDisposed();
                return _memory ??= new DeviceMemory(_open!(), Options, Counters);
            }
        }
    }

    private HmmStatistics Baseline { get; set; } = new();

    /// <summary>All devices of this machine, the host last.</summary>
    /// <returns>The devices.</returns>
    public static IReadOnlyList<HmmDevice> Enumerate() => DeviceDiscovery.Current.Devices;

    /// <summary>Makes a device that is simulated by this process: its own memory, page table and faults, as on hardware.</summary>
    /// <param name="options">How it is made; null for the defaults.</param>
    /// <returns>The device; to be disposed of.</returns>
    public static HmmDevice Simulated(SimulatedOptions? options = null)
    {
        options ??= new SimulatedOptions();
        return new HmmDevice(
            HmmDeviceKind.Simulated,
            $"Simulated {options.Number}",
            options,
            HmmMirrorMode.SoftwareFaults,
            "a simulated device has memory of its own and no fault hardware",
            () => new SimulatedEngine(options));
    }

    /// <summary>Makes a second device over the same hardware, with memory and options of its own.</summary>
    /// <param name="options">How it manages its memory; of the host's only <see cref="HmmDeviceOptions.MaxDegreeOfParallelism"/>.</param>
    /// <returns>The device; to be disposed of.</returns>
    /// <exception cref="NotSupportedException">This is the host, which has no memory to manage, and an option is about that.</exception>
    public HmmDevice WithOptions(HmmDeviceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _open is null && options with { MaxDegreeOfParallelism = null } != new HmmDeviceOptions()
            ? throw new NotSupportedException("The host works in place: it has no device memory that options could describe.")
            : new HmmDevice(Kind, Name, options, MirrorMode, MirrorModeReason, _open, IsGpu);
    }

    /// <summary>Starts <see cref="Statistics"/> from zero.</summary>
    public void ResetStatistics() => Baseline = Counters.Snapshot();

    /// <summary>
    /// Waits for the launch under way, writes back what only the device has, and gives all of the device's memory back. The device goes on being usable:
    /// the next launch takes memory anew. Nothing happens for the host.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The device was disposed of.</exception>
    public void Trim()
    {
        ThrowIfDisposed();
        Free(disposing: false);
    }

    /// <summary>Waits for the launch under way, writes back what only the device has, and frees its memory. The host stays.</summary>
    public void Dispose() => Free(disposing: true);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Refuses a device that was disposed of.</summary>
    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);

    private void Free(bool disposing)
    {
        if (_open is null)
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
