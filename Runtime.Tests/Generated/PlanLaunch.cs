namespace HmmGen.Tests.Generated;

/// <summary>A launch of one of the kernels for plans, with arguments drawn at random.</summary>
/// <param name="Text">The arguments, for whoever reads a failure.</param>
/// <param name="Run">Launches the kernel.</param>
/// <param name="Item">Calls the method for one index.</param>
internal sealed record PlanLaunch(string Text, Action<HmmDevice> Run, Action<int, int, int> Item)
{
    /// <summary>Makes an array.</summary>
    /// <param name="length">Its length; of less than 0 elements it has none.</param>
    /// <returns>The array.</returns>
    public static T[] Array<T>(int length) => new T[Math.Max(0, length)];

    /// <summary>Makes a launch over a range.</summary>
    /// <param name="range">The range.</param>
    /// <param name="text">The other arguments.</param>
    /// <param name="run">Launches the kernel.</param>
    /// <param name="item">Calls the method.</param>
    /// <returns>The launch.</returns>
    public static PlanLaunch Rank1((int First, int End) range, string text, Action<HmmDevice, HmmExtent> run, Action<int> item)
    {
        HmmExtent items = HmmExtent.Range(range.First, range.End);
        return new PlanLaunch($"{items}, {text}", device => run(device, items), (i, _, _) => item(i));
    }

    /// <inheritdoc cref="Rank1"/>
    public static PlanLaunch Rank2(
        (int First, int End) rows, (int First, int End) columns, string text, Action<HmmDevice, HmmExtent> run, Action<int, int> item)
    {
        HmmExtent items = HmmExtent.Range((rows.First, rows.End), (columns.First, columns.End));
        return new PlanLaunch($"{items}, {text}", device => run(device, items), (i, j, _) => item(i, j));
    }

    /// <inheritdoc cref="Rank1"/>
    public static PlanLaunch Rank3(
        (int First, int End) planes, (int First, int End) rows, (int First, int End) columns, string text,
        Action<HmmDevice, HmmExtent> run, Action<int, int, int> item)
    {
        HmmExtent items = HmmExtent.Range((planes.First, planes.End), (rows.First, rows.End), (columns.First, columns.End));
        return new PlanLaunch($"{items}, {text}", device => run(device, items), item);
    }

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
