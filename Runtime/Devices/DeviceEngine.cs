using HmmGen.Coherence.Core;
using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Devices;

/// <summary>
/// The hardware under an <see cref="HmmDevice"/>: two stretches of memory that can grow, copies to and from them, and running
/// kernels. It knows nothing of pages. One thread calls at a time; every call has finished when it returns.
/// </summary>
internal abstract unsafe class DeviceEngine : IDisposable
{
    /// <summary>The device's name as its driver gives it.</summary>
    public abstract string Name { get; }

    /// <summary>The most bytes that frame memory can ever have.</summary>
    public abstract long MaximumFrameBytes { get; }

    /// <summary>The functions with which the core copies frames, when frames are not memory of this process.</summary>
    public virtual DeviceDriver Driver => default;

    /// <summary>Called with the new place of frame memory whenever that changes, before the old memory is freed.</summary>
    public virtual FramesMovingHandler? FramesMoving { get; set; }

    /// <summary>The smallest number of work items that is worth a wave: fewer take no less time, or leave parts of the device idle.</summary>
    public virtual long SmallestWave => 1;

    /// <summary>Whether frame memory takes room only once it is used, so that much of it can be reserved at once and need not move.</summary>
    public virtual bool ReservesLazily => false;

    /// <summary>Whether copies go on beside a wave. Where they would wait for the threads that run it, another thread for them only costs.</summary>
    public virtual bool CopiesBesideWaves => true;

    /// <summary>
    /// The threads that compute on the device with processors of this machine, without the one that moves its pages. They rest meanwhile. 0 for other devices.
    /// </summary>
    public virtual int RestingThreads => 0;

    /// <summary>Whether a wave can be stopped while it runs.</summary>
    public virtual bool StopsBetweenItems => false;

    /// <summary>Whether other engines over the same hardware have frame memory, whose pages the host may ask for at any time.</summary>
    public virtual bool OthersHaveFrames => false;

    /// <summary>Grows a stretch to at least this size. Contents of frame memory are kept; control memory that has grown is zero.</summary>
    /// <param name="storage">The stretch.</param>
    /// <param name="bytes">The size in bytes.</param>
    /// <exception cref="HmmOutOfMemoryException">The device does not have that much memory.</exception>
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
    /// <param name="variant">The variant to run.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="arguments">The arguments, spans bound.</param>
    /// <param name="stop">Once cancelled, an engine that <see cref="StopsBetweenItems"/> begins no more items and returns without an error.</param>
    /// <exception cref="HmmDeviceException">The device or its compiler failed.</exception>
    public abstract void Run<TKernel, TArguments>(KernelVariant variant, Wave wave, TArguments arguments, CancellationToken stop)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged;

    /// <summary>Runs a wave in place, to its end: each span begins at an address of this process.</summary>
    /// <typeparam name="TKernel">The generated kernel.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <param name="variant">The variant to run, one over memory in one stretch. Process memory takes the place of frame memory.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="arguments">The arguments, spans bound to addresses.</param>
    /// <exception cref="HmmDeviceException">The device or its compiler failed, or the device does not reach process memory.</exception>
    public virtual void RunInPlace<TKernel, TArguments>(KernelVariant variant, Wave wave, TArguments arguments)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
        => throw new HmmDeviceException($"{Name} does not reach the memory of this process");

    /// <summary>Makes the device ready for native code that uses frame memory, on this thread.</summary>
    /// <returns>The place of frame memory. It stays until the next call that reserves frame memory.</returns>
    /// <exception cref="HmmDeviceException">The driver refuses.</exception>
    public abstract NativeFrames Lend();

    /// <summary>Waits for all work that native code has put into the queue of <see cref="Lend"/>.</summary>
    /// <exception cref="HmmDeviceException">The work failed.</exception>
    public abstract void EndLoan();

    /// <inheritdoc/>
    public abstract void Dispose();
}
