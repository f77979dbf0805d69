namespace HmmGen.Benchmarks.Host;

/// <summary>A kernel over data that is there, and what it is compared with.</summary>
/// <param name="Name">The kernel and its size.</param>
/// <param name="Launch">Launches the kernel.</param>
/// <param name="Output">The answer that the kernel or a peer has left.</param>
internal sealed record HostCase(string Name, Action<HmmDevice> Launch, Func<Array> Output)
{
    /// <summary>The peers; those that this machine lacks are null.</summary>
    public IReadOnlyList<HostPeer?> Peers { get; init; } = [];

    /// <summary>What was promised.</summary>
    public IReadOnlyList<HostGoal> Goals { get; init; } = [];

    /// <summary>What the output is before a run, where the kernel adds to it.</summary>
    public Action Reset { get; init; } = static () => { };
}
