using CsCheck;
using HmmGen.Base;
using HmmGen.Corpus;
using HmmGen.Planning;
using HmmGen.Tests.Generated.Tracing;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>
/// What generated access plans say against what the kernels touch when they run: never less, and no more where a plan calls itself exact.
/// </summary>
public sealed class PlanTracingTests
{
    /// <summary>Pieces of a launch are sub-ranges of every shape: whole rows, pieces of rows, single items.</summary>
    private static readonly Gen<SimulatedOptions> Options = Gen.Select(
        Gen.OneOf(Gen.Const((int?)null), Gen.Int[20, 900].Select(chunk => (int?)chunk)),
        Gen.Bool,
        (chunk, resumable) => new SimulatedOptions { MaximumChunk = chunk, Variant = resumable ? HmmKernelVariants.Resumable : HmmKernelVariants.Auto });

    /// <summary>The names of the kernels for plans.</summary>
    public static TheoryData<string> Kernels { get; } = [.. PlanCases.All.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(CorpusRows.All), MemberType = typeof(CorpusRows))]
    public void Plans_of_the_corpus_cover_what_is_touched(string name)
    {
        CorpusCase corpusCase = CorpusRows.Find(name);

        // Whether an affine access happens may depend on data, so exactness is too much to ask of all.
        PlanStrength strength = corpusCase.Affine ? PlanStrength.Known : PlanStrength.Sound;
        Gen.Select(Gen.Int[0, 1000], Gen.Int[100, 2500], Options).Sample(
            (seed, size, options) =>
            {
                using TracingDevice tracing = new(options);
                corpusCase.Run(tracing.Device, seed, size);
                foreach (ChunkTrace trace in tracing.Chunks)
                    TraceComparison.Check(trace, strength, complete: true);

                if (strength == PlanStrength.Known && options.Variant == HmmKernelVariants.Auto)
                    Assert.Equal(0, tracing.Device.Statistics.Faults);
            },
            iter: TestScale.Iterations(quick: 1, full: 5));
    }

    /// <summary>Not all: whether an access happens may depend on data although its index does not.</summary>
    [Fact]
    public void Most_affine_kernels_of_the_corpus_are_planned_exactly()
    {
        int affine = 0;
        int exact = 0;
        foreach (CorpusCase corpusCase in CorpusCatalog.All.Where(entry => entry.Affine))
        {
            using TracingDevice tracing = new(new SimulatedOptions());
            corpusCase.Run(tracing.Device, 1, 1000);
            affine++;
            exact += tracing.Chunks.All(trace => trace.Plan.Parameters.All(plan => plan.MayIsMust)) ? 1 : 0;
        }

        TestContext.Current.SendDiagnosticMessage($"{exact} of {affine} affine cases are planned exactly.");
        Assert.InRange(exact, affine * 2 / 3, affine);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Plans_of_random_launches_cover_what_is_touched(string name)
    {
        PlanCase plan = PlanCases.All.Single(entry => entry.Name == name);
        Gen.Select(plan.Launches, Options).Sample(
            (launch, options) =>
            {
                using TracingDevice tracing = new(options);
                HmmAccessException? failure = null;
                try
                {
                    launch.Run(tracing.Device);
                }
                catch (HmmAccessException access)
                {
                    failure = access;
                    Assert.True(launch.Fails(access.WorkItem), $"{launch}: {access.Message} On the host it is not.");
                }

                for (int chunk = 0; chunk < tracing.Chunks.Count; chunk++)
                {
                    bool complete = failure is null || chunk < tracing.Chunks.Count - 1;
                    TraceComparison.Check(tracing.Chunks[chunk], plan.Strength, complete);
                    if (complete)
                        CheckNothingFails(launch, tracing.Chunks[chunk].Box);
                }

                return true;
            },
            iter: TestScale.Iterations(quick: 20, full: 150),
            print: launch => launch.ToString());
    }

    private static void CheckNothingFails(PlanLaunch launch, WorkBox box)
    {
        for (long i = box.First0; i < box.End0; i++)
        {
            for (long j = box.First1; j < box.End1; j++)
            {
                for (long k = box.First2; k < box.End2; k++)
                    Assert.False(launch.Fails([i, j, k]), $"{launch}: item ({i}, {j}, {k}) goes out of range, the launch said nothing.");
            }
        }
    }
}
