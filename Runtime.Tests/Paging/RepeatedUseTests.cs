using HmmGen.Corpus;
using Xunit;

namespace HmmGen.Tests.Paging;

/// <summary>Launches that run again without any step tell nobody of their pages. Eviction knows of them all the same.</summary>
public sealed class RepeatedUseTests
{
    private const int Page = 1024;
    private const int Pages = 100;

    /// <summary>Both arrays are used; the one that was used once is used last. Without the many uses the other one would leave.</summary>
    [Fact]
    public void What_is_launched_again_and_again_stays()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 256 << 12, MaxDegreeOfParallelism = 1 });
        using TracedArrays arrays = new();
        HmmArray<float> sums = arrays.Written<float>(Pages);
        HmmArray<float>[] all = [arrays.Written<float>(Pages * Page), arrays.Written<float>(Pages * Page), arrays.Written<float>(Pages * Page)];
        foreach (HmmArray<float> array in all)
        {
            Reductions.Sum(device, Pages, Page, array, sums);
        }

        (HmmArray<float> often, HmmArray<float> once, HmmArray<float> next) = (all[2], all[1], all[0]);
        for (int i = 0; i < 20; i++)
        {
            Reductions.Sum(device, Pages, Page, often, sums);
        }

        long before = often.StatisticsOn(device).BytesIn;
        Reductions.Sum(device, Pages, Page, once, sums);
        Reductions.Sum(device, Pages, Page, next, sums);
        Reductions.Sum(device, Pages, Page, often, sums);

        Assert.Equal(before, often.StatisticsOn(device).BytesIn);
    }
}
