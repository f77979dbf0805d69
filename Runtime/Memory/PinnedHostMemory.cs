// Safety: the address lies in objects that the launch keeps pinned until it has disposed of the region.
namespace HmmGen.Memory;

/// <summary>Memory that the launch has pinned: arrays and memories of the caller.</summary>
/// <param name="address">The first byte.</param>
/// <param name="bytes">The number of bytes.</param>
internal sealed unsafe class PinnedHostMemory(nint address, long bytes) : HostMemory
{
    /// <inheritdoc/>
    public override byte* Address => (byte*)address;

    /// <inheritdoc/>
    public override long Bytes => bytes;

    // The launch unpins: one region can lie over several pins.
    /// <inheritdoc/>
    public override void Dispose() => Forget();
}
