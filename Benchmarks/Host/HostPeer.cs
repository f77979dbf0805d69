namespace HmmGen.Benchmarks.Host;

/// <summary>Another way to compute what a kernel does.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Run">Computes, on the number of threads that it is given.</param>
internal sealed record HostPeer(PeerKind Kind, Action<int> Run)
{
    /// <summary>How far its answer may be from the kernel's, relative to the larger one or to 1; 0 for the same bits.</summary>
    public double Tolerance { get; init; }

    /// <summary>Brings the output's contents to where it computes, before a run that is checked.</summary>
    public Action Upload { get; init; } = static () => { };

    /// <summary>Brings its answer to the output.</summary>
    public Action Download { get; init; } = static () => { };

    /// <summary>A peer that computes any range of rows.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="part">Computes from a row up to another one.</param>
    /// <param name="pieces">How many pieces a thread gets; 0 where it computes on one thread always.</param>
    /// <returns>The peer.</returns>
    public static HostPeer ByRows(PeerKind kind, int rows, Action<int, int> part, int pieces = 4)
        => new(kind, threads =>
        {
            if (threads == 1 || pieces == 0)
            {
                part(0, rows);
                return;
            }

            // Pieces begin where whole vectors do.
            int parts = threads * pieces;
            int unit = rows < 1 << 14 ? 16 : 64;
            int Begin(int k) => k == parts ? rows : (int)((long)rows * k / parts / unit * unit);
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, k => part(Begin(k), Begin(k + 1)));
        });
}
