// Safety: stack buffers hold as many entries as are passed on with them.
using HmmGen.Base;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Paging;

/// <content>Launches, as the core must know of them.</content>
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

        _functions->Begin(listed, activities, mirrors.Count);
        using (Enter())
        {
            _functions->SettleLent(_core);
        }
    }

    /// <summary>A wave has ended: what the host did to its pages meanwhile is merged with what the kernel did.</summary>
    /// <exception cref="HmmDeviceException">The device failed, and contents were lost.</exception>
    public void EndWave()
    {
        using (Enter())
        {
            int error = _functions->EndWave(_core);
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

        using (Enter())
        {
            int error = _functions->End(_core, listed, mirrors.Count);
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
}
