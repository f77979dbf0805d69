using CsCheck;
using HmmGen.Corpus;
using HmmGen.Tests.Generated.Tracing;
using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>
/// What generated access plans say against what the kernels touch when they run: never less, and no more where a plan calls itself exact.
/// </summary>
public sealed class PlanTracingTests
{
    /// <summary>Chunks make sub-ranges of every shape: whole rows, pieces of rows, single items.</summary>
    [Theory]
    [MemberData(nameof(CorpusRows.All), MemberType = typeof(CorpusRows))]
    public void Plans_of_the_corpus_cover_what_is_touched(string name)
    {
        CorpusCase corpusCase = CorpusRows.Find(name);
        Gen.Select(Gen.Int[0, 1000], Gen.Int[100, 3000], Gen.OneOf(Gen.Const(1 << 20), Gen.Int[20, 900]), Gen.Bool).Sample(
            (seed, size, chunk, resumable) =>
            {
                using TracingDevice tracing = new(new SimulatedOptions
                {
                    MaximumChunk = chunk,
                    Form = resumable ? HmmKernelForms.Resumable : HmmKernelForms.Auto,
                });
                corpusCase.Run(tracing.Device, seed, size);
                foreach (ChunkTrace trace in tracing.Chunks)
                    TraceComparison.Check(trace, corpusCase.Affine, complete: true);
            },
            iter: 8);
    }
}
