using HmmGen.Launching;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Paging;

/// <summary>What counts as a run of faults, and what does not.</summary>
public sealed class ReadAheadTests(ITestOutputHelper output)
{
    private const int Pages = 1000;
    private const int Limit = 64;

    [Fact]
    public void A_run_doubles()
    {
        ReadAhead ahead = new(Pages);
        List<int> brought = [];
        for (long page = 0, count = 0; page < 200; page += 1 + count)
        {
            count = ahead.Next(page, count: 1, Limit, isUpgrade: false);
            brought.Add((int)count);
        }

        Assert.Equal([0, 1, 2, 4, 8, 16, 32, 64, 64], brought);
    }

    /// <summary>The arrays that a kernel reads side by side are runs of one region, also where the region is small.</summary>
    [Theory]
    [InlineData(64, 8)]
    [InlineData(Pages, 60)]
    public void Runs_side_by_side_go_on(int pages, int runs)
    {
        ReadAhead ahead = new(pages);
        int part = pages / runs;
        int brought = 0;
        for (int step = 0; step < 2; step++)
        {
            for (int run = 0; run < runs; run++)
            {
                brought += ahead.Next(run * part + step, count: 1, Limit, isUpgrade: false);
            }
        }

        Assert.Equal(runs, brought);
    }

    /// <summary>Sooner or later a page behind each page has faulted. That makes no run of the next fault.</summary>
    [Theory]
    [InlineData(98)]
    [InlineData(Pages)]
    [InlineData(50_000)]
    public void Scattered_faults_seldom_read_ahead(int pages)
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        ReadAhead ahead = new(pages);
        int reads = 0;
        const int Faults = 20_000;
        for (int i = 0; i < Faults; i++)
        {
            reads += ahead.Next(random.Next(pages), count: 1, Limit, isUpgrade: false) > 0 ? 1 : 0;
        }

        // One of sixteen goes on by chance, and one of twelve where only eight runs are in memory.
        Assert.InRange(reads, 0, Faults / 8);
    }
}
