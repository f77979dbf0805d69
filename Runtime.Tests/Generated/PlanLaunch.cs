namespace HmmGen.Tests.Generated;

/// <summary>A launch of one of the kernels for plans, with arguments drawn at random.</summary>
/// <param name="Text">The arguments, for whoever reads a failure.</param>
/// <param name="Run">Launches the kernel.</param>
/// <param name="Item">Calls the method for one index.</param>
internal sealed record PlanLaunch(string Text, Action<HmmDevice> Run, Action<int, int, int> Item)
{
    /// <summary>Whether a work item goes out of range.</summary>
    /// <param name="item">Its indices.</param>
    /// <returns>True when it does.</returns>
    public bool Fails(IReadOnlyList<long> item)
    {
        try
        {
            Item((int)item[0], item.Count > 1 ? (int)item[1] : 0, item.Count > 2 ? (int)item[2] : 0);
            return false;
        }
        catch (Exception failure) when (failure is IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            return true;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
