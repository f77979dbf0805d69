// Safety: both blocks belong to the engine. Reserve moves them only between runs and the launch's own copies, and tells the
// core before it frees the old frames. Callers pass offsets below what they reserved.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Base.Teams;
using HmmGen.Coherence.Core;
using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Devices;

/// <summary>A device made of native memory and threads of this process; runs the kernels as compiled .NET code.</summary>
/// <param name="options">How the device is made.</param>
internal sealed unsafe class SimulatedEngine(SimulatedOptions options) : DeviceEngine
{
    /// <summary>The items that run without a look at the token.</summary>
    private const int ItemsWithoutStop = 64;

    private readonly int _threads = options.MaxDegreeOfParallelism ?? Environment.ProcessorCount;
    private readonly int _blockSize = options.BlockSize;
    private readonly ConditionalWeakTable<Type, WorkTeam> _teams = [];
    private byte* _frames;
    private byte* _control;
    private long _frameBytes;
    private long _controlBytes;

    /// <inheritdoc/>
    public override string Name => $"Simulated {options.Number}";

    /// <inheritdoc/>
    public override long MaximumFrameBytes { get; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <inheritdoc/>
    public override long SmallestWave => (long)_threads * _blockSize;

    /// <inheritdoc/>
    public override int RestingThreads => _threads - 1;

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
                byte* frames = AllocateFrames(bytes);
                NativeMemory.Copy(_frames, frames, (nuint)_frameBytes);
                FramesMoving?.Invoke(DeviceCopyKind.Memory, (nint)frames, bytes);
                NativeMemory.AlignedFree(_frames);
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
                Run<TKernel, TArguments, LinearMemory<AddressStore>, AddressStore>(wave, AtAddresses<TKernel, TArguments>(arguments), stop);
                break;
            case KernelVariant.Checked:
                Run<TKernel, TArguments, CheckedMemory<AddressStore, AllAccesses>, AddressStore>(wave, AtAddresses<TKernel, TArguments>(arguments), stop);
                break;
            case KernelVariant.Unplanned:
                Run<TKernel, TArguments, CheckedMemory<AddressStore, UnplannedAccesses>, AddressStore>(wave, AtAddresses<TKernel, TArguments>(arguments), stop);
                break;
            case KernelVariant.Paged:
                Run<TKernel, TArguments, PagedMemory<PointerStore>, PointerStore>(wave, arguments, stop);
                break;
            case KernelVariant.Proven:
                Run<TKernel, TArguments, ProvenMemory<PointerStore>, PointerStore>(wave, arguments, stop);
                break;
            case KernelVariant.Resumable:
                Run<TKernel, TArguments, ResumableMemory<PointerStore>, PointerStore>(wave, arguments, stop);
                break;
            case KernelVariant.Stepped:
                Run<TKernel, TArguments, SteppedMemory<PointerStore>, PointerStore>(wave, arguments, stop);
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
        NativeMemory.AlignedFree(_frames);
        NativeMemory.Free(_control);
        _frames = _control = null;
        _frameBytes = _controlBytes = 0;
    }

    /// <summary>
    /// Frames get huge pages where Linux has some. Launches and copies go through all frames again and again, and with small pages each of them misses in the
    /// processor's translation buffers: copies took up to twice as long.
    /// </summary>
    private static byte* AllocateFrames(long bytes)
    {
        byte* frames = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, (nuint)(bytes < HugePages.Size ? sizeof(nint) : HugePages.Size));
        HugePages.Ask(frames, bytes);
        return frames;
    }

    /// <summary>Arguments whose spans begin at addresses, for the variants that find all elements by an addition.</summary>
    private TArguments AtAddresses<TKernel, TArguments>(TArguments arguments)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        foreach (ref DeviceSpan span in ArgumentSpans.Of(ref arguments, TKernel.Descriptor.Parameters.Count))
        {
            span.Origin += (long)_frames;
        }

        return arguments;
    }

    private void Run<TKernel, TArguments, TMemory, TStore>(Wave wave, TArguments arguments, CancellationToken stop)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
        where TMemory : struct, IStoredMemory<TMemory, TStore>
        where TStore : struct, IProcessStore<TStore>
    {
        if (_threads == 1 || wave.Count <= _blockSize)
        {
            RunItems<TKernel, TArguments, TMemory, TStore>(wave, arguments, stop, 0, wave.Count);
        }
        else
        {
            TeamOf(static engine => new WaveTeam<TKernel, TArguments, TMemory, TStore>(engine._threads, engine._blockSize)).Run(this, wave, arguments, stop);
        }
    }

    private void Scout<TKernel, TArguments>(Wave wave, TArguments arguments, CancellationToken stop)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        if (_threads == 1 || wave.Count <= _blockSize)
        {
            ScoutItems<TKernel, TArguments>(wave, arguments, stop, 0, wave.Count);
        }
        else
        {
            TeamOf(static engine => new ScoutTeam<TKernel, TArguments>(engine._threads, engine._blockSize)).Run(this, wave, arguments, stop);
        }
    }

    private void ScoutItems<TKernel, TArguments>(Wave wave, TArguments arguments, CancellationToken stop, long first, long end)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        ScoutMemory<PointerStore> memory = ScoutMemory<PointerStore>.Over(new PointerStore((nint)_frames, (nint)_control), wave);
        ItemIndices item = ItemIndices.Of(TKernel.Rank, wave, first);
        for (long slot = first; slot < end && !stop.IsCancellationRequested; slot++)
        {
            TKernel.Scout(memory, wave, arguments, slot, item);
            item = ItemIndices.Carry(TKernel.Rank, wave, ItemIndices.After(TKernel.Rank, item, 1));
        }
    }

    private void RunItems<TKernel, TArguments, TMemory, TStore>(Wave wave, TArguments arguments, CancellationToken stop, long first, long end)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
        where TMemory : struct, IStoredMemory<TMemory, TStore>
        where TStore : struct, IProcessStore<TStore>
    {
        TStore store = TStore.Over((nint)_frames, (nint)_control);
        if (TMemory.Parks)
        {
            for (long number = first; number < end && !stop.IsCancellationRequested; number++)
            {
                long slot = wave.Active >= 0 ? *(int*)(_control + wave.Active + number * sizeof(int)) : number;
                TKernel.Run(TMemory.Over(store, wave, slot), wave, arguments, slot, ItemIndices.Of(TKernel.Rank, wave, slot));
            }
        }
        else
        {
            RunInOrder<TKernel, TArguments, TMemory>(TMemory.Over(store, wave, first), wave, arguments, stop, first, end);
        }
    }

    // Optimised at once: slow code would run until enough waves have passed. The kernel is inlined, so that the loop keeps what it needs in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunInOrder<TKernel, TArguments, TMemory>(
        TMemory memory, Wave wave, TArguments arguments, CancellationToken stop, long first, long end)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
        where TMemory : struct, IDeviceMemory<TMemory>
    {
        long slot = first;
        ItemIndices item = ItemIndices.Of(TKernel.Rank, wave, slot);
        while (slot < end && !stop.IsCancellationRequested)
        {
            long count = Math.Min(end - slot, Math.Min(ItemsWithoutStop, ItemIndices.LeftInRow(TKernel.Rank, wave, item)));
            for (long step = 0; step < count; step++)
            {
                TKernel.Run(memory, wave, arguments, slot + step, ItemIndices.After(TKernel.Rank, item, step));
            }

            slot += count;
            item = ItemIndices.Carry(TKernel.Rank, wave, ItemIndices.After(TKernel.Rank, item, count));
        }
    }

    /// <summary>
    /// The team of a kernel's variant. It is kept as long as the kernel's assembly is loaded, so that waves make no objects. Waves of a device run one after
    /// another.
    /// </summary>
    private TTeam TeamOf<TTeam>(Func<SimulatedEngine, TTeam> make) where TTeam : WorkTeam
    {
        if (_teams.TryGetValue(typeof(TTeam), out WorkTeam? known))
        {
            return (TTeam)known;
        }

        TTeam team = make(this);
        _teams.Add(typeof(TTeam), team);
        return team;
    }

    private byte* Stretch(DeviceStorage storage, long offset, long bytes)
    {
        byte* stretch = storage == DeviceStorage.Frames ? _frames : _control;
        long size = storage == DeviceStorage.Frames ? _frameBytes : _controlBytes;
        return offset >= 0 && bytes >= 0 && offset + bytes <= size
            ? stretch + offset
            : throw StorageErrors.Outside(Name, storage, offset, bytes, size);
    }

    private sealed class WaveTeam<TKernel, TArguments, TMemory, TStore>(int threads, int blockSize) : BlockTeam<TArguments>(threads, blockSize)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
        where TMemory : struct, IStoredMemory<TMemory, TStore>
        where TStore : struct, IProcessStore<TStore>
    {
        protected override void Run(SimulatedEngine engine, Wave wave, TArguments arguments, CancellationToken stop, long first, long end)
            => engine.RunItems<TKernel, TArguments, TMemory, TStore>(wave, arguments, stop, first, end);
    }

    private sealed class ScoutTeam<TKernel, TArguments>(int threads, int blockSize) : BlockTeam<TArguments>(threads, blockSize)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        protected override void Run(SimulatedEngine engine, Wave wave, TArguments arguments, CancellationToken stop, long first, long end)
            => engine.ScoutItems<TKernel, TArguments>(wave, arguments, stop, first, end);
    }
}
