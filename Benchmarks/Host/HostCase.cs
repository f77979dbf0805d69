namespace HmmGen.Benchmarks.Host;

/// <summary>A kernel over data that is there, and what it is compared with.</summary>
/// <param name="Name">The kernel and its size.</param>
/// <param name="Launch">Launches the kernel.</param>
/// <param name="Output">The answer that the kernel or a peer has left.</param>
internal sealed record HostCase(string Name, Action<HmmDevice> Launch, Func<Array> Output)
{
    private const double Near = 1e-4;

    /// <summary>The peers; those that this machine lacks are null.</summary>
    public IReadOnlyList<HostPeer?> Peers { get; init; } = [];

    /// <summary>What was promised.</summary>
    public IReadOnlyList<HostGoal> Goals { get; init; } = [];

    /// <summary>What the output is before a run, where the kernel adds to it.</summary>
    public Action Reset { get; init; } = static () => { };

    /// <summary>A kernel whose items are rows of hundreds of elements, against calls of its method; half their time was promised.</summary>
    /// <param name="name">The kernel and its size.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="launch">Launches the kernel.</param>
    /// <param name="results">What it computes.</param>
    /// <param name="item">Computes a row.</param>
    /// <returns>The case.</returns>
    public static HostCase OfRows(string name, int rows, Action<HmmDevice> launch, Array results, Action<int> item)
        => new(name, launch, () => results) { Peers = [HostTools.Loop(rows, HostTools.Each(item))], Goals = [new HostGoal(PeerKind.Loop, 0.5)] };

    /// <summary>The case of a kernel that is fast: no peer has its bits.</summary>
    /// <param name="goals">What was promised.</param>
    /// <returns>The case.</returns>
    public HostCase Fast(params HostGoal[] goals) => this with
    {
        Name = Name + ", fast",
        Peers = [.. Peers.Select(static peer => peer is null ? null : peer with { Tolerance = Math.Max(peer.Tolerance, Near) })],
        Goals = goals,
    };
}
