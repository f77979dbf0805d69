using System.Reflection;
using HmmGen.Kernels;
using HmmGen.Planning;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace HmmGen.Devices.Ilgpu;

/// <summary>A device as ILGPU drives it, and the kernels loaded on it. All engines over the device share it.</summary>
/// <remarks>Opened at first use and kept for the life of the process, as drivers require.</remarks>
internal sealed class IlgpuHardware
{
    private readonly Lock _gate = new();
    private readonly Dictionary<MethodInfo, Delegate> _launchers = [];
    private int _generation = KernelUpdates.Generation;
    private int _enginesWithFrames;
    private readonly Context _context;
    private readonly KernelAccess _access;
    private readonly KernelCompiler? _compiler;

    /// <summary>Opens a device.</summary>
    /// <param name="device">The device.</param>
    public IlgpuHardware(Device device)
    {
        using SignalHandlers kept = SignalHandlers.Keep();
        _context = IlgpuContext.Create();
        _access = new KernelAccess(_context);
        Accelerator = device.CreateAccelerator(_context);
        _compiler = Accelerator.GetBackend() switch
        {
            PTXBackend ptx => new KernelCompiler(
                context => new PTXBackend(context, ptx.Capabilities, ptx.Architecture, ptx.InstructionSet, null)),
            CLBackend cl => new KernelCompiler(context => new CLBackend(context, cl.Capabilities, cl.Vendor, cl.CLStdVersion)),
            _ => null,
        };
        (GroupSize, MaximumBytes) = Accelerator switch
        {
            CudaAccelerator cuda => (GroupSizes.Usual, cuda.GetFreeMemory() / 8 * 7),
            CLAccelerator cl => (OpenCLDevices.GroupSize(cl.Device), OpenCLDevices.MaximumBytes(cl.Device)),
            _ => (1, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2),
        };
    }

    /// <summary>ILGPU's driver of the device.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>The number of kernel compilations.</summary>
    public int Compilations { get; private set; }

    /// <summary>The number of engines over the device that have frame memory.</summary>
    public int EnginesWithFrames => Volatile.Read(ref _enginesWithFrames);

    /// <summary>The number of work items in a group. Large waves in one dimension may have larger ones (<see cref="GroupSizes"/>).</summary>
    public int GroupSize { get; }

    /// <summary>
    /// The number of work items that a graphics processor runs at the same time. A processor runs the items of a group one after the other, and
    /// cancelling would wait for them.
    /// </summary>
    public long SmallestWave => Accelerator is CudaAccelerator or CLAccelerator { Device: CLDevice { DeviceType: CLDeviceType.CL_DEVICE_TYPE_GPU } }
        ? Accelerator.MaxNumThreads
        : Accelerator.NumMultiprocessors;

    /// <summary>Whether the device is a processor, whose memory the operating system gives page by page when it is used.</summary>
    public bool IsProcessor => Accelerator is CLAccelerator { Device: CLDevice { DeviceType: CLDeviceType.CL_DEVICE_TYPE_CPU } };

    /// <summary>The largest stretch of memory that the device gives, in bytes.</summary>
    public long MaximumBytes { get; }

    /// <summary>Starts a wave; loads its kernel at the first run.</summary>
    /// <typeparam name="TKernel">The generated kernel.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <param name="variant">The variant.</param>
    /// <param name="stream">The stream in which it runs.</param>
    /// <param name="frames">Frame memory.</param>
    /// <param name="control">Control memory.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="arguments">The arguments.</param>
    public void Start<TKernel, TArguments>(
        KernelVariant variant, AcceleratorStream stream, ArrayView<byte> frames, ArrayView<byte> control, Wave wave, TArguments arguments)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        bool isGrid = TKernel.Rank > 1 && KernelEntries.IsDirect(variant);
        if (!isGrid || !GridShape.TryFind(TKernel.Rank, wave, GroupSize, out KernelConfig shape))
        {
            isGrid = false;
            shape = InOrder(wave);
        }

        // Under the lock: an OpenCL kernel object holds its arguments, so two launches must not set them at the same time.
        lock (_gate)
        {
            MethodInfo entry = KernelEntryCache<TKernel, TArguments>.Entry(variant, isGrid);
            ForgetOldCode();

            // Some drivers compile again when a kernel first starts.
            using SignalHandlers? kept = _launchers.ContainsKey(entry) ? null : SignalHandlers.Keep();
            Launcher<TArguments>(entry)(stream, shape, frames, control, wave, arguments);
        }
    }

    /// <summary>Counts an engine that gets its first frame memory, or ends.</summary>
    /// <param name="change">1 or -1.</param>
    public void CountFrames(int change) => Interlocked.Add(ref _enginesWithFrames, change);

    /// <summary>Compiles and loads an entry point.</summary>
    /// <param name="entry">The method.</param>
    /// <returns>The kernel.</returns>
    internal Kernel Load(MethodInfo entry)
    {
        using SignalHandlers kept = SignalHandlers.Keep();
        _access.Allow([entry.DeclaringType!, .. entry.GetGenericArguments()]);
        CompiledKernel compiled = _compiler?.Compile(entry)
            ?? Accelerator.GetBackend().Compile(EntryPointDescription.FromExplicitlyGroupedKernel(entry), default);
        return compiled is CLCompiledKernel cl ? OpenCLDevices.Load((CLAccelerator)Accelerator, cl) : Accelerator.LoadKernel(compiled);
    }

    /// <summary>
    /// After a hot reload, drops every kernel, and the compiler, which caches the methods that it has read. The old kernels end with the device.
    /// </summary>
    private void ForgetOldCode()
    {
        int generation = KernelUpdates.Generation;
        if (generation != _generation)
        {
            _launchers.Clear();
            _compiler?.Dispose();
            _generation = generation;
        }
    }

    /// <summary>Finds the groups of a wave whose items run in the order of their numbers.</summary>
    /// <param name="wave">The wave.</param>
    /// <returns>The groups.</returns>
    internal KernelConfig InOrder(Wave wave)
    {
        int size = GroupSizes.Of(wave.Count, GroupSize, Accelerator.MaxNumThreadsPerGroup, IsProcessor ? Accelerator.NumMultiprocessors : 0);
        long groups = (wave.Count + size - 1) / size;
        return groups * size <= int.MaxValue
            ? new KernelConfig((int)groups, size)
            : throw new HmmDeviceException(
                $"{Accelerator.Name}: {wave.Count} work items are more than ILGPU starts at once; this is a bug in HmmGen, please report it");
    }

    private Action<AcceleratorStream, KernelConfig, ArrayView<byte>, ArrayView<byte>, Wave, TArguments> Launcher<TArguments>(
        MethodInfo entry)
        where TArguments : unmanaged
    {
        if (!_launchers.TryGetValue(entry, out Delegate? launcher))
        {
            launcher = Load(entry).CreateLauncherDelegate<
                Action<AcceleratorStream, KernelConfig, ArrayView<byte>, ArrayView<byte>, Wave, TArguments>>();
            _launchers.Add(entry, launcher);
            Compilations++;
        }

        return (Action<AcceleratorStream, KernelConfig, ArrayView<byte>, ArrayView<byte>, Wave, TArguments>)launcher;
    }

    /// <summary>The entry points of a kernel, found once.</summary>
    private static class KernelEntryCache<TKernel, TArguments>
    {
        private static readonly MethodInfo?[] Entries = new MethodInfo?[2 * Enum.GetValues<KernelVariant>().Length];

        public static MethodInfo Entry(KernelVariant variant, bool isGrid)
            => Entries[2 * (int)variant + (isGrid ? 1 : 0)] ??= KernelEntries.Of(typeof(TKernel), typeof(TArguments), variant, isGrid);
    }
}
