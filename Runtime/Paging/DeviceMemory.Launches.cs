// Safety: stack buffers have as many entries as the count that is passed with them.
using HmmGen.Base;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Paging;

/// <content>The begin of a launch, which the core must know.</content>
internal sealed unsafe partial class DeviceMemory
{
    /// <summary>Begins a launch. Until it ends, the host takes no page of its regions from the device.</summary>
    /// <param name="mirrors">The mirrors of its regions.</param>
    /// <param name="isWritten">Whether the launch may write a region.</param>
    /// <returns>The launch's hold on the pages. The caller disposes it.</returns>
    public LaunchResidency Begin(IReadOnlyList<RegionMirror> mirrors, Func<RegionMirror, bool> isWritten) => new(this, mirrors, isWritten);

    /// <summary>Whether regions have more pages than the device holds. Then a launch over them may send pages home before it ends.</summary>
    private bool Exceeds(IReadOnlyList<RegionMirror> mirrors)
    {
        long frames = 0;
        foreach (RegionMirror mirror in mirrors)
        {
            frames += mirror.PageCount * mirror.Geometry.Frames;
        }

        return frames > Capacity;
    }

    private static void ThrowIfLost(int error)
    {
        if (error != 0)
        {
            throw CoreErrors.Of(error, CoreErrors.LostText);
        }
    }
}
