using HmmGen.Corpus;
using HmmGen.Paging;
using Xunit;

namespace HmmGen.Tests.Paging;

/// <summary>Launches that run again without any step tell nobody of their pages. Eviction knows of them all the same.</summary>
public sealed class RepeatedUseTests(ITestOutputHelper output)
{
    private const int Batches = 100;
    private const int Page = 1024;
    private const int Pages = 100;

    /// <summary>Nothing is done for the pages while the launch runs again and again. Their uses count as soon as some page has to leave.</summary>
    [Fact]
    public void Uses_of_launches_that_run_again_count_when_a_page_has_to_leave()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 256 << 12, MaxDegreeOfParallelism = 1 });
        using TracedArrays arrays = new();
        HmmArray<float> sums = arrays.Written<float>(Pages);
        HmmArray<float>[] all = [arrays.Written<float>(Pages * Page), arrays.Written<float>(Pages * Page), arrays.Written<float>(Pages * Page)];
        foreach (HmmArray<float> array in all)
        {
            Reductions.Sum(device, Pages, Page, array, sums);
        }

        RegionMirror often = (RegionMirror)all[2].Region!.Mirrors[0];
        float before;
        int batches = 0;

        // Beside other tests a launch may make its steps all the same. Then its uses count at once.
        do
        {
            Assert.True(batches++ < Batches, "No launches ran again without any step.");
            before = often.ScoreOf(0).Uses;
            for (int i = 0; i < 20; i++)
            {
                Reductions.Sum(device, Pages, Page, all[2], sums);
            }
        }
        while (often.ScoreOf(0).Uses != before);

        output.WriteLine($"{batches} batches, {before} uses.");
        Reductions.Sum(device, Pages, Page, all[0], sums);
        Reductions.Sum(device, Pages, Page, all[1], sums);

        Assert.InRange(often.ScoreOf(0).Uses, before + 0.5f, before + 8);
    }
}
