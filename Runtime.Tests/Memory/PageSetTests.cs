using HmmGen.Base;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Memory;

/// <summary>A set of pages against a list of them.</summary>
public sealed class PageSetTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(5000)]
    [InlineData(300_000)]
    public void A_set_finds_what_was_added_and_not_what_was_removed(int pages)
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        PageSet set = new(pages);
        SortedSet<long> model = [];
        for (int step = 0; step < 400; step++)
        {
            long page = random.Next(pages);
            if (random.Next(3) == 0)
            {
                set.Remove(page);
                model.Remove(page);
            }
            else
            {
                long count = Math.Min(pages - page, random.Next(4) == 0 ? random.Next(1, 300) : 1);
                set.Add(page, count);
                for (long next = page; next < page + count; next++)
                {
                    model.Add(next);
                }
            }

            long start = random.Next(pages);
            long end = random.NextInt64(start, pages + 1);
            Assert.Equal(model.Contains(start), set.Contains(start));
            Assert.Equal(model.GetViewBetween(start, Math.Max(start, end - 1)).Where(other => other < end).DefaultIfEmpty(end).Min(), set.Next(start, end));
            long absent = start;
            while (absent < end && model.Contains(absent))
            {
                absent++;
            }

            Assert.Equal(absent, set.NextAbsent(start, end));
        }

        set.Free();
    }

    [Fact]
    public void A_page_far_away_is_found()
    {
        const long Pages = 1L << 31;
        PageSet set = new(Pages);
        set.Add(Pages - 1);
        set.Add(1L << 30);

        Assert.Equal(1L << 30, set.Next(0, Pages));
        Assert.Equal(Pages - 1, set.Next((1L << 30) + 1, Pages));
        set.Free();
    }
}
