using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Tests.Generated.Tracing;

/// <summary>
/// A simulated engine of one thread that notes, chunk by chunk, what generated kernels touch. It is how tests reach any of them.
/// </summary>
/// <param name="options">The device's options.</param>
internal sealed class TracingEngine(SimulatedOptions options) : WatchedEngine(new SimulatedEngine(options with { Threads = 1 }))
{
    /// <summary>The chunks that were run, in order; emptied by the test.</summary>
    public List<ChunkTrace> Chunks { get; } = [];

    /// <inheritdoc/>
    public override void Run<TKernel, TArguments>(KernelForm form, LaunchFrame frame, TArguments arguments, CancellationToken stop)
    {
        DeviceSpan[] spans = SpanTags.Read(arguments);
        if (frame.Resuming == 0)
            Chunks.Add(Begin<TKernel, TArguments>(frame, arguments, Array.ConvertAll(spans, span => span.Length)));

        SpanTags.Write<TKernel, TArguments>(ref arguments, spans, form);
        ChunkTrace.Current = Chunks[^1];
        try
        {
            base.Run<TracedKernel<TKernel, TArguments>, TArguments>(form, frame, arguments, stop);
        }
        finally
        {
            ChunkTrace.Current = null;
        }
    }

    private static ChunkTrace Begin<TKernel, TArguments>(LaunchFrame frame, TArguments arguments, int[] lengths)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        PlanBox box = new(
            frame.First0,
            frame.First0 + frame.Count / (frame.Size1 * frame.Size2),
            frame.First1,
            frame.First1 + frame.Size1,
            frame.First2,
            frame.First2 + frame.Size2);
        LaunchPlan plan = new(TKernel.Descriptor, lengths, box);
        TKernel.Plan(plan, arguments);
        return new ChunkTrace(TKernel.Descriptor, box, plan.Complete(), lengths, frame.Count);
    }
}
