using HmmGen.Devices;
using HmmGen.Tests.Devices;
using HmmGen.Tests.Generated.Tracing;
using HmmGen.Tests.Shared;
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
        int seed = TestSeeds.First;
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

    /// <summary>Slices that lie apart have page tables of their own, those that overlap share one: there a copy depends on which comes first.</summary>
    [Fact]
    public void Slices_of_one_array_give_the_same_near_and_far()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 24 << 12 });
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(Pages * Page);
        int[] same = new int[Pages * Page];
        for (int step = 1; step <= 400; step++)
        {
            int length = random.Next(1, 6 * Page);
            int from = random.Next(same.Length - length);
            int to = random.Next(2) == 0 ? random.Next(same.Length - length) : Math.Clamp(from + random.Next(-2 * Page, 2 * Page), 0, same.Length - length);
            TransparentKernels.Add(device, length, step, array.Slice(from, length));
            foreach (ref int element in same.AsSpan(from, length))
            {
                element += step;
            }

            IndexKernels.Move(device, 1, length, array.Slice(from, length), array.Slice(to, length));
            same.AsSpan(from, length).CopyTo(same.AsSpan(to, length));
        }

        Assert.True(array.AsReadOnlySpan().SequenceEqual(same));
    }

    /// <summary>What no plan proves is checked, also where all pages lie together.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_index_that_may_be_out_of_range_is_checked(bool fails)
    {
        const int Length = Pages * Page;
        const int Distance = 100;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 24 << 12 });
        using HmmArray<int> flags = HmmSpace.Shared.Allocate<int>(Length);
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(Length);
        flags.AsSpan(0, Length - Distance).Fill(3);
        flags[Length - Distance / 2] = fails ? 1 : 0;
        HmmAccessException? error = null;
        try
        {
            IndexKernels.WriteBehind(device, Length, Distance, flags, target);
        }
        catch (HmmAccessException failed)
        {
            error = failed;
        }

        Assert.Equal(fails ? (Length - Distance / 2, Length + Distance / 2) : (-1, -1), (error?.WorkItem[0] ?? -1, error?.ElementIndex ?? -1));
        Assert.Equal(-1, target.AsReadOnlySpan()[..Distance].IndexOfAnyExcept(0));
        Assert.True(fails || target.AsReadOnlySpan()[Distance..].IndexOfAnyExcept(3) < 0);
    }

    /// <summary>Pages of several frames lie together as those of one do: chunks are not cut between them.</summary>
    [Theory]
    [InlineData(4096)]
    [InlineData(32768)]
    public void Most_items_of_a_copy_need_no_table(int pageSize)
    {
        int length = Pages * pageSize / sizeof(int);
        SimulatedOptions options = new() { PageSize = pageSize, MemoryBudget = Pages / 2 * pageSize, MaxDegreeOfParallelism = 1 };
        VariantEngine engine = new(options);
        using WatchedDevice watched = new(options, engine);
        using HmmArray<int> source = HmmSpace.Shared.Allocate<int>(length);
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(length);
        source.AsSpan().Fill(9);
        TransparentKernels.Copy(watched.Device, length, source, target);
        Assert.Equal(-1, target.AsReadOnlySpan().IndexOfAnyExcept(9));
        Assert.True(engine.ItemsOf(KernelVariant.Linear) > length / 2, $"{engine.ItemsOf(KernelVariant.Linear)} of {length} items");
        Assert.InRange(engine.Variants.Count, 2, Pages / 2);
    }
}
