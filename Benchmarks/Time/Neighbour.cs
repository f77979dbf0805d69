namespace HmmGen.Benchmarks.Time;

/// <summary>What runs beside the light work.</summary>
internal enum Neighbour
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>64 clients that launch on the host and wait asynchronously.</summary>
    AsyncLaunches,

    /// <summary>64 clients, each on a thread of the pool, that launch on the host and block it.</summary>
    BlockingLaunches,

    /// <summary>64 clients that run the same loop by <see cref="Parallel"/>, each from a thread of the pool.</summary>
    ParallelLoops,
}
