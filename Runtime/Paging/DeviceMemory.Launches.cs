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
    /// <returns>What the launch may do meanwhile; to be disposed of.</returns>
    public LaunchResidency Begin(IReadOnlyList<RegionMirror> mirrors, Func<RegionMirror, bool> isWritten) => new(this, mirrors, isWritten);

    private static void ThrowIfLost(int error)
    {
        if (error != 0)
        {
            throw CoreErrors.Of(error, CoreErrors.LostText);
        }
    }
}
