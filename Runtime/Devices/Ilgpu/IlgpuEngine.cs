// Safety: passes host pointers on unchanged; checks device offsets against the buffer before use. Records that are read at once lie in an array of their size.
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Coherence.Core;
using HmmGen.Kernels;
using HmmGen.Planning;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace HmmGen.Devices.Ilgpu;

/// <summary>A device behind ILGPU: CUDA, OpenCL, or ILGPU's own simulation of one.</summary>
/// <param name="hardware">The device; other engines may share it, each with its own memory and stream.</param>
/// <param name="sharesFrames">Whether frames are memory of the process where they can (<see cref="SharedBuffer"/>).</param>
internal sealed unsafe class IlgpuEngine(IlgpuHardware hardware, bool sharesFrames = true) : DeviceEngine
{
    private readonly AcceleratorStream _stream = hardware.Accelerator.CreateStream();
    private readonly AcceleratorStream _copies = hardware.Accelerator.CreateStream();
    private MemoryBuffer? _frames;
    private MemoryBuffer? _control;
    private readonly byte[] _records = new byte[ItemRecord.HeadBytes(ItemRecord.FetchedFirst)];
    private (long Offset, int Bytes) _fetched;
    private bool _hasHadFrames;

    /// <summary>Opens an engine.</summary>
    /// <param name="name">The device's name.</param>
    /// <param name="hardware">The device, opened by the first engine.</param>
    /// <param name="sharesFrames">Whether frames are memory of the process where they can.</param>
    /// <returns>The engine.</returns>
    /// <exception cref="HmmDeviceException">The driver refuses.</exception>
    public static DeviceEngine Open(string name, Lazy<IlgpuHardware> hardware, bool sharesFrames)
    {
        try
        {
            return new IlgpuEngine(hardware.Value, sharesFrames);
        }
        catch (Exception failure)
        {
            throw new HmmDeviceException($"{name} cannot be opened: {DriverWords.Of(failure)}", failure);
        }
    }

    /// <inheritdoc/>
    public override string Name => hardware.Accelerator.Name;

    /// <inheritdoc/>
    public override long MaximumFrameBytes => hardware.MaximumBytes;

    /// <inheritdoc/>
    public override DeviceDriver Driver => DriverFunctions.Of(hardware.Accelerator, _copies);

    /// <inheritdoc/>
    public override long SmallestWave => hardware.SmallestWave;

    /// <inheritdoc/>
    public override bool ReservesLazily => hardware.IsProcessor && !LockedMemory.HasAny();

    /// <inheritdoc/>
    /// <remarks>A driver that runs kernels on processors copies with the same threads. Nobody waits for it where frames are memory of this process.</remarks>
    public override bool CopiesBesideWaves => !hardware.IsProcessor || _frames is SharedBuffer;

    /// <inheritdoc/>
    public override int RestingThreads => hardware.IsProcessor ? Environment.ProcessorCount - 1 : 0;

    /// <inheritdoc/>
    public override bool OthersHaveFrames => hardware.EnginesWithFrames > (_hasHadFrames ? 1 : 0);

    /// <inheritdoc/>
    public override void Reserve(DeviceStorage storage, long bytes)
    {
        if (storage == DeviceStorage.Control)
        {
            if (bytes > (_control?.Length ?? 0))
            {
                _fetched = default;
                _control?.Dispose();
                _control = null;
                _control = Allocate(storage, bytes);
                Clear(storage, 0, bytes);
            }
        }
        else if (_frames is null)
        {
            _frames = Allocate(storage, bytes);
            if (!_hasHadFrames)
            {
                _hasHadFrames = true;
                hardware.CountFrames(1);
            }

            NoteFrames(_frames);
        }
        else if (bytes > _frames.Length)
        {
            Grow(bytes);
        }
    }

    /// <inheritdoc/>
    public override void Upload(DeviceStorage storage, long offset, void* source, long bytes)
    {
        if (bytes == 0)
        {
            return;
        }

        ForgetFetched(storage);
        try
        {
            HostCopy.Upload(_stream, Stretch(storage, offset, bytes), offset, source, bytes);
        }
        catch (AcceleratorException failure)
        {
            throw Failed($"copying {bytes} {StorageErrors.UnitOf(storage)} to the device failed", failure);
        }
    }

    /// <inheritdoc/>
    public override void Download(DeviceStorage storage, long offset, void* target, long bytes)
    {
        if (bytes == 0)
        {
            return;
        }

        if (storage == DeviceStorage.Control && offset >= _fetched.Offset && offset + bytes <= _fetched.Offset + _fetched.Bytes)
        {
            _records.AsSpan((int)(offset - _fetched.Offset), (int)bytes).CopyTo(new Span<byte>(target, (int)bytes));
            return;
        }

        try
        {
            HostCopy.Download(_stream, Stretch(storage, offset, bytes), offset, target, bytes);
        }
        catch (AcceleratorException failure)
        {
            throw Failed($"copying {bytes} {StorageErrors.UnitOf(storage)} from the device failed", failure);
        }
    }

    /// <inheritdoc/>
    public override void Clear(DeviceStorage storage, long offset, long bytes)
    {
        if (bytes == 0)
        {
            return;
        }

        ForgetFetched(storage);
        try
        {
            Stretch(storage, offset, bytes).AsArrayView<byte>(offset, bytes).MemSetToZero(_stream);
            if (storage == DeviceStorage.Frames)
            {
                // Copies of frames have a stream of their own. What uses control memory comes behind this in the same stream.
                _stream.Synchronize();
            }
        }
        catch (AcceleratorException failure)
        {
            throw Failed($"clearing {bytes} {StorageErrors.UnitOf(storage)} on the device failed", failure);
        }
    }

    /// <inheritdoc/>
    public override void Run<TKernel, TArguments>(KernelVariant variant, Wave wave, TArguments arguments, CancellationToken stop)
    {
        if (_frames is null)
        {
            Reserve(DeviceStorage.Frames, PageEntry.FrameSize);
        }

        Run<TKernel, TArguments>(variant, _frames!.AsArrayView<byte>(0, _frames.Length), wave, arguments);
    }

    /// <inheritdoc/>
    /// <remarks>The view of frame memory begins at address 0, so that an offset in it is an address. A compiler sees an argument, and no constant.</remarks>
    public override void RunInPlace<TKernel, TArguments>(KernelVariant variant, Wave wave, TArguments arguments)
        => Run<TKernel, TArguments>(variant, default, wave, arguments);

    private void Run<TKernel, TArguments>(KernelVariant variant, ArrayView<byte> frames, Wave wave, TArguments arguments)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        if (wave.Count == 0)
        {
            return;
        }

        try
        {
            _control ??= Allocate(DeviceStorage.Control, PageEntry.FrameSize);
            _fetched = default;
            hardware.Start<TKernel, TArguments>(variant, _stream, frames, _control.AsArrayView<byte>(0, _control.Length), wave, arguments);
            if (variant is not (KernelVariant.Linear or KernelVariant.Proven) || TKernel.Descriptor.HasGuards)
            {
                FetchRecords(wave);
            }
            else
            {
                _stream.Synchronize();
            }
        }
        catch (Exception failure) when (failure is not HmmDeviceException and not HmmOutOfMemoryException)
        {
            throw new HmmDeviceException($"{TKernel.Descriptor.Name} failed on {Name} (variant {variant}): {DriverWords.Of(failure)}", failure);
        }
    }

    /// <inheritdoc/>
    public override NativeFrames Lend()
    {
        try
        {
            if (_frames is null)
            {
                Reserve(DeviceStorage.Frames, PageEntry.FrameSize);
            }

            // Libraries of CUDA work in the context that is current on the thread.
            hardware.Accelerator.Bind();
        }
        catch (AcceleratorException failure)
        {
            throw Failed("making the device ready for another library", failure);
        }

        return _stream switch
        {
            CLStream queue => new NativeFrames(NativeMemoryKind.Buffer, _frames!.NativePtr, queue.CommandQueue),
            CudaStream stream => new NativeFrames(NativeMemoryKind.Device, _frames!.NativePtr, stream.StreamPtr),
            _ => new NativeFrames(NativeMemoryKind.Process, _frames!.NativePtr, Stream: 0),
        };
    }

    /// <inheritdoc/>
    public override void EndLoan()
    {
        try
        {
            _stream.Synchronize();
        }
        catch (AcceleratorException failure)
        {
            throw Failed("the work of another library", failure);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _frames?.Dispose();
        _control?.Dispose();
        _frames = _control = null;
        if (_hasHadFrames)
        {
            _hasHadFrames = false;
            hardware.CountFrames(-1);
        }

        _stream.Dispose();
        _copies.Dispose();
    }

    // To wait for the wave and to read its records are one wait for the driver in place of two.
    private void FetchRecords(Wave wave)
    {
        int bytes = (int)Math.Min(ItemRecord.HeadBytes(wave.RecordCapacity), _control!.Length - wave.RecordCount);
        fixed (byte* target = _records)
        {
            HostCopy.Download(_stream, _control, wave.RecordCount, target, bytes);
        }

        _fetched = (wave.RecordCount, bytes);
    }

    private void ForgetFetched(DeviceStorage storage)
    {
        if (storage == DeviceStorage.Control)
        {
            _fetched = default;
        }
    }

    private HmmDeviceException Failed(string what, Exception failure) => new($"{Name}: {what}: {DriverWords.Of(failure)}", failure);

    private MemoryBuffer Allocate(DeviceStorage storage, long bytes)
    {
        try
        {
            MemoryBuffer? shared = storage == DeviceStorage.Frames && sharesFrames && hardware.IsProcessor
                ? SharedBuffer.TryMake((CLAccelerator)hardware.Accelerator, bytes)
                : null;
            return shared ?? hardware.Accelerator.Allocate1D<byte>(bytes);
        }
        catch (Exception failure) when (failure is AcceleratorException or OutOfMemoryException or ArgumentOutOfRangeException)
        {
            throw StorageErrors.NoRoom(Name, storage, bytes, DriverWords.Of(failure), failure);
        }
    }

    private void Grow(long bytes)
    {
        MemoryBuffer old = _frames!;
        try
        {
            MemoryBuffer grown = Allocate(DeviceStorage.Frames, bytes);
            grown.AsArrayView<byte>(0, old.Length).CopyFrom(_stream, old.AsArrayView<byte>(0, old.Length));
            _stream.Synchronize();
            NoteFrames(grown);
            old.Dispose();
            _frames = grown;
        }
        catch (HmmOutOfMemoryException)
        {
            GrowThroughHost(old, bytes);
        }
    }

    private void NoteFrames(MemoryBuffer buffer)
    {
        (DeviceCopyKind kind, nint frames) = buffer is SharedBuffer shared
            ? (DeviceCopyKind.Memory, shared.Address)
            : (DriverFunctions.KindOf(hardware.Accelerator), buffer.NativePtr);
        FramesMoving?.Invoke(kind, frames, buffer.LengthInBytes);
    }

    // The old and the new buffer do not fit side by side: the contents wait on the host, where the core finds them meanwhile.
    private void GrowThroughHost(MemoryBuffer old, long bytes)
    {
        long kept = old.Length;
        void* contents = NativeMemory.Alloc((nuint)kept);
        try
        {
            HostCopy.Download(_stream, old, 0, contents, kept);
            FramesMoving?.Invoke(DeviceCopyKind.Memory, (nint)contents, kept);
            old.Dispose();
            _frames = null;
            try
            {
                _frames = Allocate(DeviceStorage.Frames, bytes);
            }
            finally
            {
                _frames ??= Allocate(DeviceStorage.Frames, kept);
                HostCopy.Upload(_stream, _frames, 0, contents, kept);
                NoteFrames(_frames);
            }
        }
        finally
        {
            NativeMemory.Free(contents);
        }
    }

    private MemoryBuffer Stretch(DeviceStorage storage, long offset, long bytes)
    {
        MemoryBuffer? buffer = storage == DeviceStorage.Frames ? _frames : _control;
        return buffer is not null && offset >= 0 && bytes >= 0 && offset + bytes <= buffer.Length
            ? buffer
            : throw StorageErrors.Outside(Name, storage, offset, bytes, buffer?.Length ?? 0);
    }
}
