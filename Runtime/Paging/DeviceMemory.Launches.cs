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
    public void BeginLaunch(IReadOnlyList<RegionMirror> mirrors, Func<RegionMirror, bool> isWritten)
    {
        CoreMirror** listed = stackalloc CoreMirror*[mirrors.Count];
        int* activities = stackalloc int[mirrors.Count];
        for (int i = 0; i < mirrors.Count; i++)
        {
            listed[i] = mirrors[i].Core;
            activities[i] = isWritten(mirrors[i]) ? 2 : 1;
        }

        _functions.Begin(listed, activities, mirrors.Count);
        lock (_gate)
        {
            _functions.SettleLent(_core);
            TakeChanges();
        }
    }

    /// <summary>A wave has ended: what the host did to its pages meanwhile is merged with what the kernel did.</summary>
    /// <exception cref="HmmDeviceException">The device failed, and contents were lost.</exception>
    public void EndWave()
    {
        lock (_gate)
        {
            int error = _functions.EndWave(_core);
            TakeChanges();
            ThrowIfLost(error);
        }
    }

    /// <summary>A launch ends.</summary>
    /// <param name="mirrors">The regions.</param>
    /// <exception cref="HmmDeviceException">The device failed, and contents were lost.</exception>
    public void EndLaunch(IReadOnlyList<RegionMirror> mirrors)
    {
        CoreMirror** listed = stackalloc CoreMirror*[mirrors.Count];
        for (int i = 0; i < mirrors.Count; i++)
        {
            listed[i] = mirrors[i].Core;
        }

        lock (_gate)
        {
            int error = _functions.End(_core, listed, mirrors.Count);
            TakeChanges();
            ThrowIfLost(error);
        }
    }

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
