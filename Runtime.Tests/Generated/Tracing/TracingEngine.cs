using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Tests.Generated.Tracing;

/// <summary>
/// A simulated engine of one thread that notes, chunk by chunk, what generated kernels touch. It is how tests reach any of them.
/// </summary>
/// <param name="options">The device's options.</param>
internal sealed class TracingEngine(SimulatedOptions options) : WatchedEngine(new SimulatedEngine(options with { MaxDegreeOfParallelism = 1 }))
{
    /// <summary>The chunks that were run, in order; emptied by the test.</summary>
    public List<ChunkTrace> Chunks { get; } = [];

    /// <summary>What the last scout marked; null when none ran since the last chunk.</summary>
    private ScoutMarks? _marks;

    /// <inheritdoc/>
    public override void Run<TKernel, TArguments>(KernelVariant variant, Wave wave, TArguments arguments, CancellationToken stop)
    {
        DeviceSpan[] spans = SpanTags.Read(arguments);
        if (variant == KernelVariant.Scout)
        {
            base.Run<TKernel, TArguments>(variant, wave, arguments, stop);
            _marks = ScoutMarks.Read(this, wave, spans);
            return;
        }

        if (wave.Resuming == 0)
        {
            Chunks.Add(Begin<TKernel, TArguments>(wave, arguments, Array.ConvertAll(spans, span => span.Length)));
            Chunks[^1].Marks = variant == KernelVariant.Resumable ? null : _marks;
            _marks = null;
        }

        SpanTags.Write<TKernel, TArguments>(ref arguments, spans, variant);
        ChunkTrace.Current = Chunks[^1];
        try
        {
            base.Run<TracedKernel<TKernel, TArguments>, TArguments>(variant, wave, arguments, stop);
        }
        finally
        {
            ChunkTrace.Current = null;
        }
    }

    private static ChunkTrace Begin<TKernel, TArguments>(Wave wave, TArguments arguments, int[] lengths)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        WorkBox box = new(
            wave.First0,
            wave.First0 + wave.Count / (wave.Size1 * wave.Size2),
            wave.First1,
            wave.First1 + wave.Size1,
            wave.First2,
            wave.First2 + wave.Size2);
        LaunchPlan plan = new(TKernel.Descriptor, lengths, box);
        TKernel.Plan(plan, arguments);
        return new ChunkTrace(TKernel.Descriptor, box, plan.Complete(), lengths, wave.Count);
    }
}
