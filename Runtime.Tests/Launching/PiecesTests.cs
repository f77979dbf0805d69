using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>A launch over a part of an array that does not fit gives the same wherever on the device the part's pages lie.</summary>
public sealed class PiecesTests(ITestOutputHelper output)
{
    private const int Page = 1024;
    private const int Pages = 64;

    [Fact]
    public void Pages_that_lie_beside_each_other_and_pages_that_do_not_give_the_same()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 24 << 12 });
        using HmmArray<int> one = HmmSpace.Shared.Allocate<int>(Pages * Page);
        using HmmArray<int> two = HmmSpace.Shared.Allocate<int>(Pages * Page);
        int[] first = new int[Pages * Page];
        int[] second = new int[Pages * Page];
        for (int step = 1; step <= 400; step++)
        {
            int length = random.Next(1, 6 * Page);
            int from = random.Next(first.Length - length);
            int to = random.Next(second.Length - length);
            TransparentKernels.Add(device, length, step, one.Slice(from, length));
            TransparentKernels.Copy(device, length, one.Slice(from, length), two.Slice(to, length));
            for (int i = 0; i < length; i++)
            {
                first[from + i] += step;
                second[to + i] = first[from + i];
            }
        }

        Assert.True(one.AsReadOnlySpan().SequenceEqual(first));
        Assert.True(two.AsReadOnlySpan().SequenceEqual(second));
    }
}
