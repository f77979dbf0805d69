using HmmGen.Base;
using HmmGen.Corpus;
using HmmGen.Launching;
using Xunit;

namespace HmmGen.Tests.Paging;

/// <summary>Areas that are used densely come as a whole, and what is scattered does not.</summary>
public sealed class DensityTests(ITestOutputHelper output)
{
    private const int Page = 1024;

    [Fact]
    public void The_largest_node_that_is_more_than_half_there_is_wanted()
    {
        PageRun all = new(0, 4096);
        Assert.Equal(0, Around(5, all, 5).Count);
        Assert.Equal(0, Around(5, all, 0, 1, 2, 3, 4, 5, 6, 7).Count);
        Assert.Equal(new PageRun(0, 16), Around(5, all, 0, 1, 2, 3, 4, 5, 6, 7, 8));

        // The leaf before is there, and one page more: both leaves.
        Assert.Equal(new PageRun(0, 32), Around(16, all, [.. Enumerable.Range(0, 17).Select(static page => (long)page)]));

        // A block ends the search.
        Assert.Equal(new PageRun(512, 512), Around(700, all, [.. Enumerable.Range(512, 257).Select(static page => (long)page)]));

        // Pages that the launch cannot touch do not count.
        Assert.Equal(new PageRun(3, 3), Around(5, new PageRun(3, 3), 4, 5));
        Assert.Equal(0, Around(5, new PageRun(3, 4), 4, 5).Count);
    }

    [Fact]
    public void Large_pages_are_nodes_by_themselves()
    {
        PageRun bounds = new(0, 100);
        Assert.Equal(new PageRun(5, 1), DensePages.Around(5, 64 << 10, bounds, static page => page == 5));
        Assert.Equal(new PageRun(4, 1), DensePages.Around(4, 4 << 20, bounds, static page => page == 4));
    }

    /// <summary>A chain visits the pages of each block in random order. Nobody can know which comes next, but soon most of the block is there.</summary>
    [Fact]
    public void A_chain_through_blocks_needs_few_waves()
    {
        (long waves, long bytes, int end) = Chase(fits: true, density: true);
        (long wavesOff, long bytesOff, int endOff) = Chase(fits: true, density: false);
        output.WriteLine($"with density {waves} waves and {bytes >> 10} KiB, without {wavesOff} and {bytesOff >> 10} KiB");
        Assert.Equal(endOff, end);
        Assert.InRange(waves, 1, wavesOff / 2);
        Assert.InRange(bytes, 1, bytesOff);
    }

    /// <summary>A device that is full gives no frames for guesses.</summary>
    [Fact]
    public void A_full_device_brings_no_more()
    {
        (_, long bytes, int end) = Chase(fits: false, density: true);
        (_, long bytesOff, int endOff) = Chase(fits: false, density: false);
        output.WriteLine($"with density {bytes >> 10} KiB, without {bytesOff >> 10} KiB");
        Assert.Equal(endOff, end);
        Assert.InRange(bytes, 1, bytesOff + bytesOff / 4);
    }

    private static (long Waves, long Bytes, int End) Chase(bool fits, bool density)
    {
        const int Pages = 2048;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions
        {
            MemoryBudget = fits ? 16 << 20 : 1 << 20,
            MaxDegreeOfParallelism = 1,
            Testing = new PagingTestOptions { Density = density },
        });
        using TracedArrays arrays = new();
        (HmmArray<int> next, HmmArray<int> ends) = (arrays.Written<int>(Pages * Page), arrays.Written<int>(1));
        Random random = new(1);
        int[] order = [.. Enumerable.Range(0, Pages / 512).SelectMany(block => Shuffled(random, 512 * block))];
        next[0] = order[0] * Page + 1;
        for (int k = 0; k < Pages; k++)
        {
            next[order[k] * Page + 1] = k + 1 < Pages ? order[k + 1] * Page + 1 : Page - 1;
        }

        Pointers.Chase(device, 1, Pages + 1, next, ends);
        return (device.Statistics.Waves, next.StatisticsOn(device).BytesIn, ends[0]);
    }

    private static int[] Shuffled(Random random, int first)
    {
        int[] pages = [.. Enumerable.Range(first, 512)];
        random.Shuffle(pages);
        return pages;
    }

    private static PageRun Around(long page, PageRun bounds, params long[] there) => DensePages.Around(page, 4096, bounds, there.Contains);
}
