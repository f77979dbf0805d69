// Safety: the poison is a pinned array that is longer than every piece copied from it.
using HmmGen.Coherence.Core;
using HmmGen.Devices;
using HmmGen.Kernels;

namespace HmmGen.Tests.Generated.Tracing;

/// <summary>
/// An engine that does what another one does, and notes the size of frame memory. New frames are full of poison: whatever
/// is read without having been brought shows in the results.
/// </summary>
/// <param name="inner">The engine that works, owned from now on.</param>
internal unsafe class WatchedEngine(DeviceEngine inner) : DeviceEngine
{
    private static readonly byte[] Poison = MakePoison();

    /// <summary>The most bytes of pages that there has ever been room for.</summary>
    public long FrameBytes { get; private set; }

    /// <inheritdoc/>
    public override string Name => inner.Name;

    /// <inheritdoc/>
    public override long MaximumFrameBytes => inner.MaximumFrameBytes;

    /// <inheritdoc/>
    public override long SmallestWave => inner.SmallestWave;

    /// <inheritdoc/>
    public override bool StopsBetweenItems => inner.StopsBetweenItems;

    /// <inheritdoc/>
    public override DeviceDriver Driver => inner.Driver;

    /// <inheritdoc/>
    public override FramesMovingHandler? FramesMoving
    {
        get => inner.FramesMoving;
        set => inner.FramesMoving = value;
    }

    /// <inheritdoc/>
    public override void Reserve(DeviceStorage storage, long bytes)
    {
        inner.Reserve(storage, bytes);
        if (storage != DeviceStorage.Frames)
            return;
        fixed (byte* poison = Poison)
        {
            for (; FrameBytes < bytes; FrameBytes = Math.Min(bytes, FrameBytes + Poison.Length))
                inner.Upload(storage, FrameBytes, poison, Math.Min(bytes - FrameBytes, Poison.Length));
        }
    }

    /// <inheritdoc/>
    public override void Upload(DeviceStorage storage, long offset, void* source, long bytes) => inner.Upload(storage, offset, source, bytes);

    /// <inheritdoc/>
    public override void Download(DeviceStorage storage, long offset, void* target, long bytes) => inner.Download(storage, offset, target, bytes);

    /// <inheritdoc/>
    public override void Clear(DeviceStorage storage, long offset, long bytes) => inner.Clear(storage, offset, bytes);

    /// <inheritdoc/>
    public override void Run<TKernel, TArguments>(KernelVariant variant, Wave wave, TArguments arguments, CancellationToken stop)
        => inner.Run<TKernel, TArguments>(variant, wave, arguments, stop);

    /// <inheritdoc/>
    public override NativeFrames Lend() => inner.Lend();

    /// <inheritdoc/>
    public override void EndLoan() => inner.EndLoan();

    /// <inheritdoc/>
    public override void Dispose() => inner.Dispose();

    private static byte[] MakePoison()
    {
        byte[] poison = GC.AllocateUninitializedArray<byte>(1 << 16, pinned: true);
        Array.Fill(poison, (byte)0xA5);
        return poison;
    }
}
