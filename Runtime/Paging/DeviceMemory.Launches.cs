// Safety: stack buffers hold as many entries as are passed on with them.
using HmmGen.Base;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Paging;

/// <content>Launches, as the core must know of them, and what it changed by itself.</content>
internal sealed unsafe partial class DeviceMemory
{
    /// <summary>A launch begins: until it ends the host takes no page of its regions from the device.</summary>
    /// <param name="mirrors">The regions.</param>
    /// <param name="isWritten">Whether the launch may write a region.</param>
    /// <returns>What the launch may do meanwhile; to be disposed of.</returns>
    public LaunchResidency Begin(IReadOnlyList<RegionMirror> mirrors, Func<RegionMirror, bool> isWritten) => new(this, mirrors, isWritten);

    private static void ThrowIfLost(int error)
    {
        if (error != 0)
        {
            throw CoreErrors.Of(error, CoreErrors.LostText);
        }
    }

    /// <summary>Enters what the core has changed by itself into the books, and frees the frames of pages that have gone.</summary>
    private void TakeChanges()
    {
        const int Room = 64;
        long* changes = stackalloc long[3 * Room];
        long taken;
        do
        {
            taken = _functions.TakeChanges(_core, changes, Room);
            for (long i = 0; i < taken; i++)
            {
                RegionMirror mirror = _numbered[changes[3 * i]];
                long page = changes[3 * i + 1];
                int frame = (int)changes[3 * i + 2] >> PageEntry.FrameShift;
                int frames = mirror.Geometry.Frames;
                mirror.Synchronize(page);
                bool reserved = mirror.LinearFrame >= 0 && frame == mirror.LinearFrame + (int)(page * frames);
                if (!mirror.IsPresent(page) && !reserved && _frames.OwnerOf(frame) == (mirror, page))
                {
                    _frames.Release(frame, frames);
                }
            }
        }
        while (taken == Room);
    }
}
