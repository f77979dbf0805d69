using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>Every effect of a generated kernel happens exactly once, although every access faults.</summary>
public sealed class ExactlyOnceTests
{
    private const int Items = 3000;
    private const int Places = 5000;

    /// <summary>Threads, items a block, pages that fit, base-2 logarithm of the page size, pages taken away at random.</summary>
    public static TheoryData<int, int, int?, int, bool> Devices { get; } = new()
    {
        { 1, 256, null, 12, false },
        { 2, 256, null, 12, false },
        { 2, 1, null, 12, false },
        { 1, 256, 1, 12, false },
        { 2, 16, 1, 12, false },
        { 2, 64, 3, 12, true },
        { 2, 64, 5, 14, true },
    };

    [Theory]
    [MemberData(nameof(Devices))]
    public void A_store_two_atomics_and_a_load_between_them(int threads, int block, int? pages, int pageBits, bool evictions)
    {
        using HmmDevice device = Open(threads, block, pages, pageBits, evictions);
        Random random = new(threads + block);
        int[] places = Draw(random, Items, Places);
        int[] amounts = Draw(random, Places, Places);
        int[] log = new int[Items];
        int[] first = new int[Places];
        long[] second = new long[Places];
        int[] expectedFirst = new int[Places];
        long[] expectedSecond = new long[Places];
        foreach (int place in places)
        {
            expectedFirst[place] += 3;
            expectedSecond[amounts[place]] += amounts[place] + 1;
        }

        EffectKernels.StoreAtomicLoadAtomic(device, Items, places, amounts, log, first, second);

        Assert.All(log, count => Assert.Equal(1, count));
        Assert.Equal(expectedFirst, first);
        Assert.Equal(expectedSecond, second);

        // Each access of each item faults once, when it is reached; it cannot fault again, as its page is promised to the next wave.
        // Reads of a page that another item has just been given are not counted: it was there. When all items go in step there are none.
        long least = pages is null ? EffectKernels.Accesses : EffectKernels.Writes;
        Assert.InRange(device.Statistics.Faults, Items * least, (long)Items * EffectKernels.Accesses);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Tickets_from_a_counter(int threads, int block, int? pages, int pageBits, bool evictions)
    {
        const int Draws = 3;
        using HmmDevice device = Open(threads, block, pages, pageBits, evictions);
        int[] counter = new int[1];
        int[] drawn = new int[Items * Draws];
        int[] drawnBy = new int[Items];

        EffectKernels.Draw(device, Items, Draws, counter, drawn, drawnBy);

        Assert.Equal(Items * Draws, counter[0]);
        Assert.All(drawn, count => Assert.Equal(1, count));
        Assert.All(drawnBy, count => Assert.Equal(Draws, count));
    }

    private static HmmDevice Open(int threads, int block, int? pages, int pageBits, bool evictions) => HmmDevice.Simulated(new SimulatedOptions
    {
        FaultAtEveryAccess = true,
        MaxDegreeOfParallelism = threads,
        BlockSize = block,
        PageSize = 1 << pageBits,
        MemoryBudget = (long?)pages << pageBits,
        RandomEvictions = evictions ? 5 : null,
    });

    private static int[] Draw(Random random, int count, int end) => [.. Enumerable.Range(0, count).Select(_ => random.Next(end))];
}
