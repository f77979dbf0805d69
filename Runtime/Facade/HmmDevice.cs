using HmmGen.Devices;
using HmmGen.Launching;

namespace HmmGen;

/// <summary>Something that runs kernels over process memory.</summary>
/// <remarks>
/// Devices may be used from several threads; a device runs one launch at a time. Found devices live as long as the
/// process; those of <see cref="Simulated"/> and <see cref="WithOptions"/> are to be disposed of.
/// </remarks>
public sealed class HmmDevice : IDisposable
{
    private readonly FoundDevice _found;

    /// <summary>Makes a device whose engine is opened when first needed.</summary>
    /// <param name="found">What it is.</param>
    /// <param name="options">How it manages its memory; null for the defaults.</param>
    internal HmmDevice(FoundDevice found, HmmDeviceOptions? options = null)
    {
        options ??= new HmmDeviceOptions();
        options.Check();
        _found = found;
        Session = new DeviceSession(found.Kind, found.Name, options, found.Open);
    }

    /// <summary>
    /// The host: kernels are the annotated methods themselves, in place, on all processors; fewer with <see cref="WithOptions"/> and
    /// <see cref="HmmDeviceOptions.MaxDegreeOfParallelism"/>.
    /// </summary>
    public static HmmDevice Host { get; } = new(
        new FoundDevice(HmmDeviceKind.Host, "Host", HmmMirrorMode.InPlace, "the host works on its own memory", Open: null, IsGpu: false));

    /// <summary>
    /// The best device of this machine: the first CUDA device, else the first OpenCL GPU, else the host. The environment variable <c>HMMGEN_DEVICE</c>
    /// (<c>cuda</c>, <c>opencl</c>, <c>host</c>, <c>simulated</c>, <c>simulated:1</c> …) chooses another.
    /// </summary>
    /// <exception cref="PlatformNotSupportedException">The variable asks for a device that is not there.</exception>
    public static HmmDevice Default => MachineDevices.Current.Default;

    /// <summary>All devices of this machine, the host last; the same ones at each call. They live as long as the process.</summary>
    public static IReadOnlyList<HmmDevice> All => MachineDevices.Current.Devices;

    /// <summary>What stood in the way of devices that were looked for and not found, or not usable.</summary>
    public static IReadOnlyList<string> DiscoveryReport => MachineDevices.Current.Report;

    /// <summary>The device's name.</summary>
    public string Name => _found.Name;

    /// <summary>What runs the device's kernels.</summary>
    public HmmDeviceKind Kind => _found.Kind;

    /// <summary>How the device manages its memory.</summary>
    public HmmDeviceOptions Options => Session.Options;

    /// <summary>How the device reaches process memory.</summary>
    public HmmMirrorMode MirrorMode => _found.Mode;

    /// <summary>Why <see cref="MirrorMode"/> was chosen.</summary>
    public string MirrorModeReason => _found.Reason;

    /// <summary>The most bytes of pages that the device holds; <see cref="long.MaxValue"/> for the host, which holds everything.</summary>
    public long MemoryBudget => Kind == HmmDeviceKind.Host ? long.MaxValue : Session.Memory.Budget;

    /// <summary>What the device has done since it was made, or since <see cref="ResetStatistics"/>.</summary>
    public HmmStatistics Statistics => Session.Counters.Snapshot() - Baseline;

    /// <summary>
    /// What launches of each kernel that have ended have done on the device, by the kernel's name (<c>Ops.Saxpy</c>), since it was made or since
    /// <see cref="ResetStatistics"/>. With what happened outside of launches, prefetches and the host's touches, they sum up to <see cref="Statistics"/>.
    /// </summary>
    public IReadOnlyDictionary<string, HmmStatistics> KernelStatistics => Session.Kernels.Snapshot();

    /// <summary>Whether the device is a graphics processor, and so worth being the default.</summary>
    internal bool IsGpu => _found.IsGpu;

    /// <summary>The device as launches use it.</summary>
    internal DeviceSession Session { get; }

    private HmmStatistics Baseline { get; set; } = new();

    /// <summary>Makes a device that is simulated by this process: its own memory, page table and faults, as on hardware.</summary>
    /// <param name="options">How it is made; null for the defaults.</param>
    /// <returns>The device; to be disposed of.</returns>
    public static HmmDevice Simulated(SimulatedOptions? options = null)
    {
        options ??= new SimulatedOptions();
        return new HmmDevice(
            new FoundDevice(
                HmmDeviceKind.Simulated,
                $"Simulated {options.Number}",
                HmmMirrorMode.SoftwareFaults,
                "a simulated device has memory of its own and no fault hardware",
                () => new SimulatedEngine(options),
                IsGpu: false),
            options);
    }

    /// <summary>Makes a second device over the same hardware, with memory and options of its own.</summary>
    /// <param name="options">How it manages its memory; of the host's only <see cref="HmmDeviceOptions.MaxDegreeOfParallelism"/>.</param>
    /// <returns>The device; to be disposed of.</returns>
    /// <exception cref="NotSupportedException">This is the host, which has no memory to manage, and an option is about that.</exception>
    public HmmDevice WithOptions(HmmDeviceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Session.IsHost && options with { MaxDegreeOfParallelism = null } != new HmmDeviceOptions()
            ? throw new NotSupportedException("The host works in place and has no device memory: set MaxDegreeOfParallelism only.")
            : new HmmDevice(_found, options);
    }

    /// <summary>Starts <see cref="Statistics"/> and <see cref="KernelStatistics"/> from zero.</summary>
    public void ResetStatistics()
    {
        Baseline = Session.Counters.Snapshot();
        Session.Kernels.Clear();
    }

    /// <summary>
    /// Waits for the launch under way, writes back what only the device has, and gives all of the device's memory back. The device goes on being usable:
    /// the next launch takes memory anew. Nothing happens for the host.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The device was disposed of.</exception>
    public void Trim()
    {
        Session.ThrowIfDisposed();
        Session.Free(disposing: false);
    }

    /// <summary>Waits for the launch under way, writes back what only the device has, and frees its memory. The host stays.</summary>
    public void Dispose() => Session.Free(disposing: true);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
