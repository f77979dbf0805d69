using HmmGen.Benchmarks.Time;

namespace HmmGen.Benchmarks.Host;

/// <summary>A case's times on a number of threads.</summary>
/// <param name="Launch">Nanoseconds of a launch.</param>
/// <param name="Peers">Each peer's nanoseconds, and how far its answer was from the kernel's.</param>
internal sealed record HostFigures(double Launch, IReadOnlyDictionary<PeerKind, (double Nanoseconds, double Difference)> Peers)
{
    private const int Rounds = 60;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(0.9);

    /// <summary>Checks all answers and measures.</summary>
    /// <param name="one">The case.</param>
    /// <param name="device">The host with so many threads.</param>
    /// <param name="threads">The number of threads.</param>
    /// <param name="isCompiled">Whether the case has been measured before, so that its code is compiled.</param>
    /// <returns>The figures.</returns>
    public static HostFigures Measure(HostCase one, HmmDevice device, int threads, bool isCompiled)
    {
        HostPeer[] peers = [.. one.Peers.OfType<HostPeer>()];
        one.Reset();
        one.Launch(device);
        HostAnswer expected = new(one.Output());
        double[] differences = Array.ConvertAll(peers, peer => Check(one, peer, threads, expected));
        Action[] runs = [() => one.Launch(device), .. peers.Select(peer => (Action)(() => peer.Run(threads)))];
        InTurn.WarmUp(runs, isCompiled ? 1 : 3);
        double[] times = InTurn.Least(runs, Rounds, Time);
        return new HostFigures(
            times[0],
            peers.Index().ToDictionary(peer => peer.Item.Kind, peer => (times[peer.Index + 1], differences[peer.Index])));
    }

    private static double Check(HostCase one, HostPeer peer, int threads, HostAnswer expected)
    {
        one.Reset();
        peer.Upload();
        peer.Run(threads);
        peer.Download();
        double difference = new HostAnswer(one.Output()).DifferenceFrom(expected);
        return difference <= peer.Tolerance
            ? difference
            : throw new InvalidOperationException(
                $"{one.Name}, {threads} threads: {PeerNames.Of(peer.Kind)} differs from the launch by {difference}, and may by {peer.Tolerance}.");
    }
}
