using HmmGen.Devices;
using HmmGen.Launching;
using HmmGen.Launching.Telemetry;

namespace HmmGen;

/// <summary>A device that runs kernels over process memory.</summary>
/// <remarks>
/// Any thread may use a device at any time. A device other than the host runs one launch at a time; the others wait. The devices of <see cref="All"/> live as
/// long as the process. The caller disposes of devices from <see cref="Simulated"/> and <see cref="WithOptions"/>.
/// </remarks>
public sealed partial class HmmDevice : IDisposable
{
    private readonly FoundDevice _found;
    private readonly MirrorChoice _mirror;

    /// <summary>Makes a device. Its engine opens at the first use.</summary>
    /// <param name="found">The hardware.</param>
    /// <param name="options">The options for its memory and threads; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="NotSupportedException">The options demand what the hardware cannot.</exception>
    /// <exception cref="PlatformNotSupportedException">The environment variable <c>HMMGEN_MIRROR</c> has a value that it cannot have.</exception>
    internal HmmDevice(FoundDevice found, HmmDeviceOptions? options = null)
    {
        options ??= new HmmDeviceOptions();
        options.Check();
        _found = found;
        _mirror = MirrorChoice.Of(found, options, Environment.GetEnvironmentVariable(MirrorChoice.Variable));
        Session = new DeviceSession(found.Kind, found.Name, options, found.Open) { Place = _mirror.Place, Gate = found.Place?.Gate };
        LaunchInstruments.Devices.Add(Session);
    }

    /// <summary>The host. It runs the annotated methods themselves, in place, on all processors.</summary>
    /// <remarks>For fewer processors use <see cref="WithOptions"/> and <see cref="HmmDeviceOptions.MaxDegreeOfParallelism"/>.</remarks>
    public static HmmDevice Host { get; } = new(
        new FoundDevice(HmmDeviceKind.Host, "Host", HmmMirrorMode.InPlace, "the host works on its own memory", Open: null, IsGpu: false));

    /// <summary>The best device of this machine: the first CUDA device, else the first OpenCL GPU, else the host.</summary>
    /// <remarks>
    /// The environment variable <c>HMMGEN_DEVICE</c> (<c>cuda</c>, <c>opencl</c>, <c>host</c>, <c>simulated</c>, <c>simulated:1</c>, <c>simulated:64MiB</c> …) chooses another.
    /// </remarks>
    /// <exception cref="PlatformNotSupportedException">The variable names no device, or a device that this machine has not.</exception>
    public static HmmDevice Default => MachineDevices.Current.Default;

    /// <summary>All devices of this machine, the host last. Every call gives the same devices, which live as long as the process.</summary>
    public static IReadOnlyList<HmmDevice> All => MachineDevices.Current.Devices;

    /// <summary>The reasons why devices were not found or cannot be used.</summary>
    public static IReadOnlyList<string> DiscoveryReport => MachineDevices.Current.Report;

    /// <summary>The name of the device.</summary>
    public string Name => _found.Name;

    /// <summary>The kind of the device: what runs its kernels.</summary>
    public HmmDeviceKind Kind => _found.Kind;

    /// <summary>The options for the memory and the threads of the device.</summary>
    public HmmDeviceOptions Options => Session.Options;

    /// <summary>The way in which the device reaches process memory.</summary>
    public HmmMirrorMode MirrorMode => _mirror.Mode;

    /// <summary>The reason for <see cref="MirrorMode"/>.</summary>
    public string MirrorModeReason => _mirror.Reason;

    /// <summary>The largest size in bytes of all pages on the device; <see cref="long.MaxValue"/> for the host. Reading it opens the device.</summary>
    /// <remarks>Kernels in place have no pages there. The budget then holds for <c>Access</c>, and for launches that go the way of pages.</remarks>
    /// <exception cref="HmmDeviceException">The device cannot be opened.</exception>
    /// <exception cref="ObjectDisposedException">The device is disposed of.</exception>
    public long MemoryBudget => Kind == HmmDeviceKind.Host ? long.MaxValue : Session.Memory.Budget;

    /// <summary>The statistics of the device since it was made, or since <see cref="ResetStatistics"/>.</summary>
    public HmmStatistics Statistics => Session.Counters.Snapshot() - Baseline;

    /// <summary>
    /// The statistics of each kernel on the device, by the kernel's name (<c>Ops.Saxpy</c>), since the device was made or since <see cref="ResetStatistics"/>.
    /// </summary>
    /// <remarks>
    /// They count launches that have ended. Together with the work outside of launches, such as prefetches and touches by the host, they add up to
    /// <see cref="Statistics"/>. The name has no namespace: kernels of the same class and method in other namespaces or assemblies count together.
    /// </remarks>
    public IReadOnlyDictionary<string, HmmStatistics> KernelStatistics => Session.Kernels.Snapshot();

    /// <summary>Whether the device is a GPU, so that it may be the default.</summary>
    internal bool IsGpu => _found.IsGpu;

    /// <summary>The device as launches use it.</summary>
    internal DeviceSession Session { get; }

    private HmmStatistics Baseline { get; set; } = new();

    /// <summary>Makes a device that this process simulates, with memory, a page table and faults as on hardware.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The device. The caller disposes of it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static HmmDevice Simulated(SimulatedOptions? options = null)
    {
        options ??= new SimulatedOptions();
        return new HmmDevice(
            new FoundDevice(
                HmmDeviceKind.Simulated,
                $"Simulated {options.Number}",
                HmmMirrorMode.SoftwareFaults,
                "a simulated device has memory of its own and no fault hardware",
                given => new SimulatedEngine(given as SimulatedOptions ?? options with { MaxDegreeOfParallelism = given.MaxDegreeOfParallelism }),
                IsGpu: false),
            options);
    }

    /// <summary>Makes a second device over the same hardware, with memory and options of its own.</summary>
    /// <param name="options">The options. For the host, only <see cref="HmmDeviceOptions.MaxDegreeOfParallelism"/> may be set.</param>
    /// <returns>The device. The caller disposes of it.</returns>
    /// <exception cref="ArgumentNullException">The options are null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="NotSupportedException">
    /// The device is the host, and an option concerns device memory, which the host has not. Or <see cref="HmmDeviceOptions.InPlace"/> demands what the device
    /// cannot.
    /// </exception>
    /// <exception cref="PlatformNotSupportedException">The environment variable <c>HMMGEN_MIRROR</c> has a value that it cannot have.</exception>
    public HmmDevice WithOptions(HmmDeviceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Session.IsHost && options with { MaxDegreeOfParallelism = null } != new HmmDeviceOptions { Testing = new() { Lanes = options.Testing.Lanes } }
            ? throw new NotSupportedException("The host works in place and has no device memory: set MaxDegreeOfParallelism only.")
            : new HmmDevice(_found, options);
    }

    /// <summary>Starts <see cref="Statistics"/> and <see cref="KernelStatistics"/> from zero.</summary>
    /// <remarks>A kernel's counts are added when its launch ends, so a launch that runs meanwhile counts there as a whole.</remarks>
    public void ResetStatistics()
    {
        Baseline = Session.Counters.Snapshot();
        Session.Kernels.Clear();
    }

    /// <summary>Waits for the launch on the device, writes back what only the device has, and frees all of the device's memory.</summary>
    /// <exception cref="ObjectDisposedException">The device is disposed of.</exception>
    /// <remarks>
    /// The device stays usable: its next launch takes memory anew. When a copy from the device fails, its elements are lost, and their next use throws. The
    /// call does nothing on the host.
    /// </remarks>
    public void Trim()
    {
        Session.ThrowIfDisposed();
        Session.Free(disposing: false);
    }

    /// <summary>Waits for the launch on the device, writes back what only the device has, and ends the device. The call does nothing on the host.</summary>
    /// <remarks>
    /// When a copy from the device fails, its elements are lost, and their next use throws. Later launches on the device throw
    /// <see cref="ObjectDisposedException"/>. A second call does nothing.
    /// </remarks>
    public void Dispose() => Session.Free(disposing: true);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
