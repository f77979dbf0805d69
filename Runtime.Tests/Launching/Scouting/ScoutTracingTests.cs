using HmmGen.Corpus;
using HmmGen.Tests.Generated;
using HmmGen.Tests.Generated.Tracing;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching.Scouting;

/// <summary>What scouts mark against what their kernels touch: the same pages, in every kernel of the corpus that has a scout.</summary>
public sealed class ScoutTracingTests(ITestOutputHelper output)
{
    [Fact]
    public void Scouts_of_the_corpus_mark_what_is_touched()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"Seed {seed}.");
        int scouted = 0;
        HashSet<string> kernels = [];
        foreach (CorpusCase corpusCase in CorpusCatalog.All.Where(static corpusCase => !corpusCase.Affine))
        {
            foreach (SimulatedOptions options in (SimulatedOptions[])[new(), new() { MaximumChunk = 300 }, new() { MemoryBudget = 40 * 4096 }])
            {
                using TracingDevice tracing = new(options);
                corpusCase.Run(tracing.Device, seed % 1000, 3000);
                foreach (ChunkTrace trace in tracing.Chunks.Where(static trace => trace.Marks is not null))
                {
                    trace.Marks!.Check(trace);
                    kernels.Add(trace.Descriptor.Name);
                    scouted++;
                }
            }
        }

        output.WriteLine($"{scouted} chunks of {kernels.Count} kernels: {string.Join(", ", kernels)}");
        Assert.True(kernels.Count > 15, $"Only {kernels.Count} kernels were scouted.");
    }
}
