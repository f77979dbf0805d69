// Safety: both blocks belong to the engine. Reserve moves them only between runs and the launch's own copies, and tells the
// core before it frees the old frames. Callers pass offsets below what they reserved.
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Coherence.Core;
using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Devices;

/// <summary>A device made of native memory and threads of this process; runs the kernels as compiled .NET code.</summary>
/// <param name="options">How the device is made.</param>
internal sealed unsafe class SimulatedEngine(SimulatedOptions options) : DeviceEngine
{
    private readonly int _threads = options.MaxDegreeOfParallelism ?? Environment.ProcessorCount;
    private byte* _frames;
    private byte* _control;
    private long _frameBytes;
    private long _controlBytes;

    /// <inheritdoc/>
    public override string Name => $"Simulated {options.Number}";

    /// <inheritdoc/>
    public override long MaximumFrameBytes { get; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <inheritdoc/>
    public override long SmallestWave => (long)_threads * options.BlockSize;

    /// <inheritdoc/>
    public override bool ReservesLazily => !LockedMemory.HasAny();

    /// <inheritdoc/>
    public override bool StopsBetweenItems => true;

    /// <inheritdoc/>
    public override void Reserve(DeviceStorage storage, long bytes)
    {
        try
        {
            if (storage == DeviceStorage.Frames && bytes > _frameBytes)
            {
                byte* frames = (byte*)NativeMemory.Alloc((nuint)bytes);
                NativeMemory.Copy(_frames, frames, (nuint)_frameBytes);
                FramesMoving?.Invoke(DeviceCopyKind.Memory, (nint)frames, bytes);
                NativeMemory.Free(_frames);
                _frames = frames;
                _frameBytes = bytes;
            }
            else if (storage == DeviceStorage.Control && bytes > _controlBytes)
            {
                NativeMemory.Free(_control);
                _control = null;
                _controlBytes = 0;
                _control = (byte*)NativeMemory.AllocZeroed((nuint)bytes);
                _controlBytes = bytes;
            }
        }
        catch (OutOfMemoryException failure)
        {
            throw StorageErrors.NoRoom(Name, storage, bytes, "this process has not so much", failure);
        }
    }

    /// <inheritdoc/>
    public override void Upload(DeviceStorage storage, long offset, void* source, long bytes)
        => Buffer.MemoryCopy(source, Stretch(storage, offset, bytes), bytes, bytes);

    /// <inheritdoc/>
    public override void Download(DeviceStorage storage, long offset, void* target, long bytes)
        => Buffer.MemoryCopy(Stretch(storage, offset, bytes), target, bytes, bytes);

    /// <inheritdoc/>
    public override void Clear(DeviceStorage storage, long offset, long bytes)
        => NativeMemory.Clear(Stretch(storage, offset, bytes), (nuint)bytes);

    /// <inheritdoc/>
    public override void Run<TKernel, TArguments>(KernelVariant variant, Wave wave, TArguments arguments, CancellationToken stop)
    {
        switch (variant)
        {
            case KernelVariant.Linear:
                Run<TKernel, TArguments, LinearMemory<PointerStore>>(wave, arguments, stop);
                break;
            case KernelVariant.Checked:
                Run<TKernel, TArguments, CheckedMemory<PointerStore>>(wave, arguments, stop);
                break;
            case KernelVariant.Paged:
                Run<TKernel, TArguments, PagedMemory<PointerStore>>(wave, arguments, stop);
                break;
            case KernelVariant.Resumable:
                Run<TKernel, TArguments, ResumableMemory<PointerStore>>(wave, arguments, stop);
                break;
            case KernelVariant.Stepped:
                Run<TKernel, TArguments, SteppedMemory<PointerStore>>(wave, arguments, stop);
                break;
            case KernelVariant.Scout:
                Scout<TKernel, TArguments>(wave, arguments, stop);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(variant));
        }
    }

    /// <inheritdoc/>
    public override NativeFrames Lend() => new(NativeMemoryKind.Process, (nint)_frames, Stream: 0);

    /// <inheritdoc/>
    public override void EndLoan()
    {
        // There is no queue: what native code did is done.
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        NativeMemory.Free(_frames);
        NativeMemory.Free(_control);
        _frames = _control = null;
        _frameBytes = _controlBytes = 0;
    }

    private void Run<TKernel, TArguments, TMemory>(Wave wave, TArguments arguments, CancellationToken stop)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
        where TMemory : struct, IStoredMemory<TMemory, PointerStore>
    {
        if (_threads == 1 || wave.Count <= options.BlockSize)
        {
            RunItems<TKernel, TArguments, TMemory>(wave, arguments, stop, 0, wave.Count);
        }
        else
        {
            RunBlocks<TKernel, TArguments, TMemory>(wave, arguments, stop);
        }
    }

    private void Scout<TKernel, TArguments>(Wave wave, TArguments arguments, CancellationToken stop)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        ScoutMemory<PointerStore> memory = ScoutMemory<PointerStore>.Over(new PointerStore((nint)_frames, (nint)_control), wave);
        ForBlocks(wave.Count, (first, end) =>
        {
            for (long item = first; item < end && !stop.IsCancellationRequested; item++)
            {
                TKernel.Scout(memory, wave, arguments, item);
            }
        });
    }

    private void RunItems<TKernel, TArguments, TMemory>(Wave wave, TArguments arguments, CancellationToken stop, long first, long end)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
        where TMemory : struct, IStoredMemory<TMemory, PointerStore>
    {
        PointerStore store = new((nint)_frames, (nint)_control);
        for (long item = first; item < end && !stop.IsCancellationRequested; item++)
        {
            long slot = TMemory.Parks && wave.Active >= 0 ? *(int*)(_control + wave.Active + item * sizeof(int)) : item;
            TKernel.Run(TMemory.Over(store, wave, slot), wave, arguments, slot);
        }
    }

    // A method of its own: its closure would be made for waves of one block too.
    private void RunBlocks<TKernel, TArguments, TMemory>(Wave wave, TArguments arguments, CancellationToken stop)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
        where TMemory : struct, IStoredMemory<TMemory, PointerStore>
        => ForBlocks(wave.Count, (first, end) => RunItems<TKernel, TArguments, TMemory>(wave, arguments, stop, first, end));

    private void ForBlocks(long count, Action<long, long> run)
    {
        int size = options.BlockSize;
        if (_threads == 1 || count <= size)
        {
            run(0, count);
            return;
        }

        Parallel.For(
            0,
            (count + size - 1) / size,
            new ParallelOptions { MaxDegreeOfParallelism = _threads },
            block => run(block * size, Math.Min(count, (block + 1) * size)));
    }

    private byte* Stretch(DeviceStorage storage, long offset, long bytes)
    {
        byte* stretch = storage == DeviceStorage.Frames ? _frames : _control;
        long size = storage == DeviceStorage.Frames ? _frameBytes : _controlBytes;
        return offset >= 0 && bytes >= 0 && offset + bytes <= size
            ? stretch + offset
            : throw StorageErrors.Outside(Name, storage, offset, bytes, size);
    }
}
