using System.Globalization;

namespace HmmGen.Benchmarks.Host;

/// <summary>How long a launch may take.</summary>
/// <param name="Peer">The peer that it is measured by.</param>
/// <param name="Most">The most of the peer's time.</param>
/// <param name="More">Nanoseconds on top of that.</param>
internal sealed record HostGoal(PeerKind Peer, double Most, double More = 0)
{
    /// <summary>Nearly as fast as vectors by hand, and as what g++ makes of the loop.</summary>
    public static HostGoal[] ByHand { get; } = [new(PeerKind.Vector, 1.15), new(PeerKind.Native, 1 / 0.9)];

    /// <summary>Nearly as fast as functions that may add in any order.</summary>
    public static HostGoal ByTensors { get; } = new(PeerKind.Tensors, 1.3);

    /// <summary>Faster than functions that may add in any order, too.</summary>
    public static HostGoal FasterThanTensors { get; } = new(PeerKind.Tensors, 1);

    /// <summary>Nearly as fast as a library of matrices.</summary>
    public static HostGoal ByBlas { get; } = new(PeerKind.Blas, 1 / 0.9);

    /// <summary>No slower than the plain loop; a twentieth is noise.</summary>
    public static HostGoal NotSlower { get; } = new(PeerKind.Loop, 1.05);

    /// <inheritdoc/>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{PeerNames.Of(Peer)} ≤ {Most:0.##}{(More > 0 ? $" + {More} ns" : "")}");
}
