// Safety: as for QueuedCopies. No copy runs any more when a call returns.
namespace HmmGen.Coherence.Core;

/// <summary>Single copies between host memory and a device's frames. Each copy has finished when its call returns.</summary>
internal static unsafe class DeviceCopies
{
    /// <summary>Copies to frames.</summary>
    /// <returns>0, or a negative error code.</returns>
    public static int Upload(CoreDevice* device, long offset, byte* source, long bytes)
    {
        QueuedCopies copies = new(device, null);
        int error = copies.Upload(offset, source, bytes);
        return error != 0 ? error : copies.Finish();
    }

    /// <summary>Copies from frames.</summary>
    /// <returns>0, or a negative error code.</returns>
    public static int Download(CoreMirror* mirror, long offset, byte* target, long bytes)
    {
        QueuedCopies copies = new(mirror->Device, mirror);
        int error = copies.Download(offset, target, bytes);
        return error != 0 ? error : copies.Finish();
    }

    /// <summary>Copies from frames only to compare. The bytes are not counted as copied to the host.</summary>
    /// <returns>0, or a negative error code.</returns>
    public static int Look(CoreDevice* device, long offset, byte* target, long bytes)
    {
        QueuedCopies copies = new(device, null);
        int error = copies.Look(offset, target, bytes);
        return error != 0 ? error : copies.Finish();
    }
}
