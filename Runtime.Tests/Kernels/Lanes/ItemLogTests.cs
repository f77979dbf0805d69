using HmmGen.Kernels.Lanes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Runtime.Tests.Kernels.Lanes;

/// <summary>What an item has changed comes back, however its changes overlap.</summary>
public sealed class ItemLogTests
{
    [Fact]
    public void Changes_come_back()
    {
        Random random = new(TestSeeds.First);
        for (int run = 0; run < TestScale.Iterations(50, 300, 3000); run++)
        {
            int[] elements = GC.AllocateArray<int>(300, pinned: true), other = GC.AllocateArray<int>(40, pinned: true);
            random.NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(elements.AsSpan()));
            int[] before = [.. elements], beside = [.. other];
            ItemLog log = new();
            for (int item = 0; item < 3; item++)
            {
                for (int change = random.Next(12); change > 0; change--)
                {
                    int[] span = random.Next(3) == 0 ? other : elements;
                    int at = random.Next(span.Length), count = random.Next(1, Math.Min(40, span.Length - at + 1));
                    Assert.True(log.Keep(ref span[at], count));
                    for (int k = at; k < at + count; k++)
                    {
                        span[k]++;
                    }
                }

                if (item == 1)
                {
                    log.Clear();
                    (before, beside) = ([.. elements], [.. other]);
                }
                else
                {
                    log.Undo();
                    Assert.Equal(before, elements);
                    Assert.Equal(beside, other);
                }
            }
        }
    }

    [Fact]
    public void Too_much_is_refused_and_the_rest_comes_back()
    {
        byte[] elements = GC.AllocateArray<byte>(ItemLog.MostBytes + 10, pinned: true);
        ItemLog log = new();
        Assert.True(log.Keep(ref elements[0], ItemLog.MostBytes - 1));
        elements[0] = 1;
        Assert.False(log.Keep(ref elements[ItemLog.MostBytes], 2));
        log.Undo();
        Assert.Equal(0, elements[0]);
        for (int change = 0; change < ItemLog.MostChanges; change++)
        {
            Assert.True(log.Keep(ref elements[2 * change], 1));
            elements[2 * change]++;
        }

        Assert.False(log.Keep(ref elements[^1], 1));
        log.Undo();
        Assert.Equal(-1, elements.AsSpan().IndexOfAnyExcept((byte)0));
    }
}
