using HmmGen.Coherence.Core;
using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Devices;

/// <summary>
/// The hardware under an <see cref="HmmDevice"/>: two growing stretches of memory, copies to and from them, and running
/// kernels. Knows nothing of pages. Calls come from one thread at a time; every call has finished when it returns.
/// </summary>
internal abstract unsafe class DeviceEngine : IDisposable
{
    /// <summary>The device's name as its driver gives it.</summary>
    public abstract string Name { get; }

    /// <summary>The most bytes that frame memory can ever have.</summary>
    public abstract long MaximumFrameBytes { get; }

    /// <summary>What the core copies frames with, when they are not memory of this process.</summary>
    public virtual DeviceDriver Driver => default;

    /// <summary>Is told where frame memory is whenever that changes, before the old memory is freed.</summary>
    public virtual FramesMovingHandler? FramesMoving { get; set; }

    /// <summary>The fewest work items that are worth a wave: fewer take no less time, or leave parts of the device idle.</summary>
    public virtual long SmallestWave => 1;

    /// <summary>Whether a wave can be stopped while it runs.</summary>
    public virtual bool StopsBetweenItems => false;

    /// <summary>Makes a stretch at least this large. Contents of frame memory are kept; control memory that has grown is zero.</summary>
    /// <param name="storage">The stretch.</param>
    /// <param name="bytes">The size in bytes.</param>
    /// <exception cref="HmmOutOfMemoryException">The device has not that much.</exception>
    public abstract void Reserve(DeviceStorage storage, long bytes);

    /// <summary>Copies from host memory.</summary>
    /// <param name="storage">The target.</param>
    /// <param name="offset">The first byte in the target.</param>
    /// <param name="source">Host memory; not the user view of transparent memory.</param>
    /// <param name="bytes">The number of bytes.</param>
    public abstract void Upload(DeviceStorage storage, long offset, void* source, long bytes);

    /// <summary>Copies to host memory.</summary>
    /// <param name="storage">The source.</param>
    /// <param name="offset">The first byte in the source.</param>
    /// <param name="target">Host memory.</param>
    /// <param name="bytes">The number of bytes.</param>
    public abstract void Download(DeviceStorage storage, long offset, void* target, long bytes);

    /// <summary>Sets bytes to zero.</summary>
    /// <param name="storage">The stretch.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="bytes">The number of bytes.</param>
    public abstract void Clear(DeviceStorage storage, long offset, long bytes);

    /// <summary>Runs a wave of <see cref="Wave.Count"/> work items to its end.</summary>
    /// <typeparam name="TKernel">The generated kernel.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <param name="variant">The form to run.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="arguments">The arguments, spans bound.</param>
    /// <param name="stop">When it is cancelled, an engine that <see cref="StopsBetweenItems"/> begins no more items, without a word.</param>
    /// <exception cref="HmmDeviceException">The device or its compiler failed.</exception>
    public abstract void Run<TKernel, TArguments>(KernelVariant variant, Wave wave, TArguments arguments, CancellationToken stop)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged;

    /// <inheritdoc/>
    public abstract void Dispose();
}
