using HmmGen.Base;
using HmmGen.Memory;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Memory;

/// <summary>Runs of protection against one value a page.</summary>
public sealed class ProtectionRunsTests(ITestOutputHelper output)
{
    [Fact]
    public void Runs_are_what_was_set_page_by_page()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        const int Pages = 60;
        ProtectionRuns runs = new(Pages, HmmProtection.ReadWrite);
        HmmProtection[] model = new HmmProtection[Pages];
        Array.Fill(model, HmmProtection.ReadWrite);
        for (int step = 0; step < 2000; step++)
        {
            int first = random.Next(Pages);
            PageRun pages = new(first, random.Next(1, Math.Min(12, Pages - first) + 1));
            HmmProtection protection = (HmmProtection)random.Next(3);
            int promised = runs.CountWith(pages, protection);
            runs.Set(pages, protection);
            Array.Fill(model, protection, first, (int)pages.Count);

            Assert.Equal(promised, runs.Count);
            Assert.Equal(1 + Enumerable.Range(1, Pages - 1).Count(page => model[page] != model[page - 1]), runs.Count);
            for (int page = 0; page < Pages; page++)
            {
                int end = page;
                while (end < Pages && model[end] == model[page])
                {
                    end++;
                }

                Assert.Equal((model[page], end), runs.At(page));
            }

            PageRun looked = new(random.Next(Pages / 2), random.Next(1, Pages / 2));
            HmmProtection needed = (HmmProtection)random.Next(3);
            long below = Enumerable.Range((int)looked.First, (int)looked.Count).FirstOrDefault(page => model[page] < needed, -1);
            Assert.Equal(below, runs.FirstBelow(looked, needed));
        }
    }
}
