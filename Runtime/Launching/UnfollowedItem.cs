using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>Follows nothing: a store in each turn halves the speed of a short method.</summary>
internal readonly struct UnfollowedItem : IHostProgress
{
    /// <inheritdoc/>
    public void At(long slot)
    {
    }
}
