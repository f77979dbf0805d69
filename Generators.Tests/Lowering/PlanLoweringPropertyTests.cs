using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>Plans of made-up kernels against interpreting them.</summary>
public sealed class PlanLoweringPropertyTests
{
    private const int Boxes = 8;

    private static readonly int Kernels = TestScale.Iterations(quick: 300, full: 4_000);

    [Fact]
    public void MadeUpKernels_ArePlannedSoundly()
    {
        int boxes = 0;
        for (int seed = 0; seed < Kernels; seed++)
        {
            try
            {
                Random random = new(seed);
                KernelModel kernel = new StatementGenerator(random).Next();
                boxes += PlanCheck.Run(kernel, PlanLowering.Lower(kernel), random, Boxes);
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}: {e}");
            }
        }
        Assert.True(boxes > Kernels, $"Only {boxes} boxes came to their end.");
    }

    [Fact]
    public void ManyAccesses_AreKnownAndDefinite()
    {
        List<PlanAccess> accesses = [];
        for (int seed = 0; seed < 400; seed++)
        {
            accesses.AddRange(PlanLowering.Lower(new StatementGenerator(new Random(seed)).Next()).Accesses);
        }
        int known = accesses.Count(static access => !access.Index.HasUnknown);
        int definite = accesses.Count(static access => !access.Index.HasUnknown && access.IsMust);
        Assert.True(known * 2 > accesses.Count && definite * 15 > accesses.Count, $"{known} known, {definite} definite of {accesses.Count}");
    }
}
