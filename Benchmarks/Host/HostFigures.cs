using System.Diagnostics;
using HmmGen.Benchmarks.Time;

namespace HmmGen.Benchmarks.Host;

/// <summary>A case's times on a number of threads.</summary>
/// <param name="Launch">Nanoseconds of a launch.</param>
/// <param name="Peers">Each peer's nanoseconds, and how far its answer was from the kernel's.</param>
internal sealed record HostFigures(double Launch, IReadOnlyDictionary<PeerKind, (double Nanoseconds, double Difference)> Peers)
{
    private const int Rounds = 60;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(0.9);

    // The compiler counts calls after a pause, compiles code that watches itself, counts again, and compiles for good. The first case of a process needs it all.
    private const int Phases = 5;

    /// <summary>A peer that takes longer runs once; a launch that does is not warmed up, since its loops are compiled while they run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Checks all answers and measures.</summary>
    /// <param name="one">The case.</param>
    /// <param name="device">The host with so many threads.</param>
    /// <param name="threads">The number of threads.</param>
    /// <param name="isCompiled">Whether the case has been measured before, so that its code is compiled.</param>
    /// <returns>The figures.</returns>
    public static HostFigures Measure(HostCase one, HmmDevice device, int threads, bool isCompiled)
    {
        one.Reset();
        long started = Stopwatch.GetTimestamp();
        one.Launch(device);
        bool isQuick = Stopwatch.GetElapsedTime(started) < Patience;
        HostAnswer expected = new(one.Output());
        List<(HostPeer Peer, TimeSpan Taken, double Difference)> peers = [];
        foreach (HostPeer peer in one.Peers.OfType<HostPeer>())
        {
            peers.Add((peer, Check(one, peer, threads, expected, out double difference), difference));
        }

        (HostPeer Peer, TimeSpan Taken, double Difference)[] quick = [.. peers.Where(static peer => peer.Taken < Patience)];
        Action[] runs = [() => one.Launch(device), .. quick.Select(peer => (Action)(() => peer.Peer.Run(threads)))];
        InTurn.WarmUp(runs, !isQuick ? 0 : isCompiled ? 1 : Phases);
        double[] times = InTurn.Least(runs, Rounds, Time);
        return new HostFigures(
            times[0],
            peers.ToDictionary(
                static peer => peer.Peer.Kind,
                peer => (Array.IndexOf(quick, peer) is var index and >= 0 ? times[index + 1] : peer.Taken.TotalNanoseconds, peer.Difference)));
    }

    private static TimeSpan Check(HostCase one, HostPeer peer, int threads, HostAnswer expected, out double difference)
    {
        one.Reset();
        peer.Upload();
        long started = Stopwatch.GetTimestamp();
        peer.Run(threads);
        TimeSpan taken = Stopwatch.GetElapsedTime(started);
        peer.Download();
        difference = new HostAnswer(one.Output()).DifferenceFrom(expected);
        return difference <= peer.Tolerance
            ? taken
            : throw new InvalidOperationException(
                $"{one.Name}, {threads} threads: {PeerNames.Of(peer.Kind)} differs from the launch by {difference}, and may by {peer.Tolerance}.");
    }
}
