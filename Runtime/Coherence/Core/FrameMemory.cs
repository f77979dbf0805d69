// Safety: a range of frames is checked under the lock under which the frames change, and the lock is held until the caller leaves.
namespace HmmGen.Coherence.Core;

/// <summary>Frames that are memory of this process, for the core to read in place of a copy of them.</summary>
internal static unsafe class FrameMemory
{
    /// <summary>Takes the device's copy lock, and tells where frames are. What is read counts as copied to the host.</summary>
    /// <param name="mirror">The mirror that the frames belong to. Its device's frames are memory.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="bytes">The number of bytes.</param>
    /// <param name="frames">Where the bytes are, until <see cref="Leave"/>.</param>
    /// <returns>0, or a negative error code: then the lock is not held.</returns>
    public static int Enter(CoreMirror* mirror, long offset, long bytes, out byte* frames)
    {
        CoreDevice* device = mirror->Device;
        HostLock.Enter(&device->CopyLock);
        frames = (byte*)device->Frames + offset;
        if (!QueuedCopies.Check(device, offset, bytes) || CallGate.RefusesCopy(CoreCall.CopyFromFrames, null, bytes))
        {
            HostLock.Leave(&device->CopyLock);
            return -SystemCalls.ErrorInput;
        }

        device->Counts.BytesOut += bytes;
        mirror->Counts.BytesOut += bytes;
        return 0;
    }

    /// <summary>Leaves the lock.</summary>
    /// <param name="mirror">The mirror.</param>
    public static void Leave(CoreMirror* mirror) => HostLock.Leave(&mirror->Device->CopyLock);
}
