namespace HmmGen.Tests.Generated.Tracing;

/// <summary>A simulated device that notes what its kernels touch.</summary>
internal sealed class TracingDevice : WatchedDevice
{
    private readonly TracingEngine _engine;

    /// <summary>Makes the device.</summary>
    /// <param name="options">Its options; it runs on one thread.</param>
    public TracingDevice(SimulatedOptions options)
        : this(options, new TracingEngine(options))
    {
    }

    private TracingDevice(SimulatedOptions options, TracingEngine engine)
        : base(options, engine) => _engine = engine;

    /// <summary>The chunks that were run, in order.</summary>
    public IReadOnlyList<ChunkTrace> Chunks => _engine.Chunks;

    /// <summary>The number of work items that were run.</summary>
    public long Items => _engine.Chunks.Sum(chunk => chunk.Items);

    /// <summary>The number of work items that made an access.</summary>
    public long AccessingItems => _engine.Chunks.Sum(chunk => (long)chunk.AccessingItems);

    /// <summary>The number of accesses of the work item that made the most; 0 when nothing ran.</summary>
    public int MostAccesses => _engine.Chunks.Select(chunk => chunk.MostAccesses).DefaultIfEmpty().Max();
}
