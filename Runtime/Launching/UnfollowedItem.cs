using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>Keeps no slot. Storing the slot of each item would halve the speed of a short method.</summary>
internal readonly struct UnfollowedItem : IHostProgress
{
    /// <inheritdoc/>
    public void At(long slot)
    {
    }
}
