using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>Keeps no item. Storing the index of each would cost a short method a fifth of its speed.</summary>
internal readonly struct UnfollowedItem : IHostProgress
{
    /// <inheritdoc/>
    public void Begin(long slot, int index)
    {
    }

    /// <inheritdoc/>
    public void At(int index)
    {
    }
}
