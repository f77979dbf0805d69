using Xunit;

namespace HmmGen.Tests.Launching.Scouting;

/// <summary>A launch whose pages a scout can name faults nowhere, moves only the pages that it touches, and means the same as without a scout.</summary>
[Collection(AllocationCounts.Name)]
public sealed class ScoutTests
{
    private const int Length = 400_000;
    private const int Items = 3_000;

    [Theory]
    [InlineData(1 << 30)]
    [InlineData(1 << 22)]
    public void A_gather_takes_a_scout_and_a_wave(int budget)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = budget });
        int[] indices = Random(1, Items / 10, Length);
        using HmmArray<int> source = Filled(Length, static i => i * 7);
        int[] target = new int[indices.Length];
        ScoutKernels.Gather(device, indices.Length, indices, source, target);
        Assert.Equal(indices.Select(static i => i * 7), target);
        Assert.Equal((2, 0), (device.Statistics.Waves, device.Statistics.Faults));
        Assert.Equal(BytesOf(indices) + BytesOf(target) + Pages(indices, sizeof(int)) * 4096L, device.Statistics.BytesIn);
    }

    [Fact]
    public void Each_level_of_indirection_takes_a_round()
    {
        using HmmDevice device = HmmDevice.Simulated();
        int[] outer = [.. Random(2, Items, Length).Distinct()];
        int[] inner = Random(3, Length, Length);
        using HmmArray<int> source = Filled(Length, static i => i * 5);
        using HmmArray<int> target = Filled(Length, static _ => -1);
        using HmmArray<int> innerArray = Filled(Length, i => inner[i]);
        ScoutKernels.GatherTwice(device, outer.Length, outer, innerArray, source, target);
        Assert.Equal((3, 0), (device.Statistics.Waves, device.Statistics.Faults));
        int[] expected = [.. Enumerable.Repeat(-1, Length)];
        foreach (int i in outer)
        {
            expected[i] = inner[i] * 5;
        }

        Assert.True(target.AsReadOnlySpan().SequenceEqual(expected));
    }

    [Fact]
    public void Atomics_and_even_loops_are_marked()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 1 << 22 });
        int[] keys = Random(4, 500, Length);
        using HmmArray<int> counts = Filled(Length, static _ => 0);
        ScoutKernels.Count(device, keys.Length, keys, counts);
        Assert.Equal((2, 0), (device.Statistics.Waves, device.Statistics.Faults));
        Assert.All(keys.GroupBy(static key => key), same => Assert.Equal(same.Count(), counts[same.Key]));

        const int width = 1500, lookups = 5, bags = 20;
        int[] rows = Random(5, bags * lookups, Length / width);
        using HmmArray<float> table = HmmSpace.Shared.Allocate<float>(Length);
        table.AsSpan().Fill(2);
        float[] pooled = new float[bags * width];
        device.ResetStatistics();
        ScoutKernels.Pool(device, bags, lookups, width, rows, table, pooled);
        Assert.Equal((2, 0), (device.Statistics.Waves, device.Statistics.Faults));
        Assert.All(pooled, static sum => Assert.Equal(2 * lookups, sum));
    }

    /// <summary>Strides below and above a page, and a count that includes its limit.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(1500)]
    public void Elements_at_even_distances_are_marked(int stride)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 1 << 22 });
        int[] starts = Random(6, 10, Length - 20 * stride - 1);
        using HmmArray<int> source = Filled(Length, static i => i);
        int[] target = new int[starts.Length];
        ScoutKernels.Comb(device, starts.Length, stride, 20, starts, source, target);
        Assert.Equal(starts.Select(start => Enumerable.Range(0, 11).Sum(k => start + 2 * k * stride)), target);
        Assert.Equal((2, 0), (device.Statistics.Waves, device.Statistics.Faults));
        int[] touched = [.. starts.SelectMany(start => Enumerable.Range(0, 11).Select(k => start + 2 * k * stride))];
        long between = stride > 1024 ? Pages(touched, sizeof(int)) : starts.SelectMany(start => Enumerable.Range(start, 40 * stride / 2 + 1)).Select(static i => i / 1024).Distinct().Count();
        Assert.Equal(BytesOf(starts) + BytesOf(target) + between * 4096L, device.Statistics.BytesIn);
    }

    [Theory]
    [InlineData(1 << 30)]
    [InlineData(1 << 21)]
    public void A_sparse_product_faults_nowhere(int budget)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = budget });
        const int rows = 4_000, each = 9;
        using HmmArray<int> starts = Filled(rows + 1, static row => row * each);
        int[] chosen = Random(7, rows * each, Length);
        using HmmArray<int> columns = Filled(rows * each, i => chosen[i] % 40_000);
        using HmmArray<float> values = HmmSpace.Shared.Allocate<float>(rows * each);
        using HmmArray<float> x = HmmSpace.Shared.Allocate<float>(Length);
        x.AsSpan().Fill(3);
        values.AsSpan().Fill(2);
        float[] y = new float[rows];
        ScoutKernels.Multiply(device, rows, starts, columns, values, x, y);
        Assert.All(y, static sum => Assert.Equal(each * 6, sum));
        Assert.Equal((3, 0), (device.Statistics.Waves, device.Statistics.Faults));
    }

    [Fact]
    public void What_does_not_fit_runs_in_waves()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 1 << 16 });
        int[] indices = Random(8, 20_000, Length);
        using HmmArray<int> source = Filled(Length, static i => i * 3);
        int[] target = new int[indices.Length];
        ScoutKernels.GatherMuch(device, indices.Length, indices, source, target);
        Assert.Equal(indices.Select(static i => i * 3), target);
        Assert.InRange(device.Statistics.Faults, 1, long.MaxValue);
    }

    [Fact]
    public void A_long_chain_of_loads_runs_in_waves_and_is_not_scouted_again_at_once()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = 4096 });
        using HmmArray<int> sorted = Filled(Length, static i => i * 2);
        int[] wanted = Random(9, Items, 2 * Length);
        int[] found = new int[Items];
        for (int launch = 0; launch < 3; launch++)
        {
            using HmmDevice fresh = HmmDevice.Simulated();
            ScoutKernels.Search(fresh, Items, wanted, sorted, found);
            Assert.Equal(wanted.Select(static value => (value + 1) / 2), found);
        }
    }

    [Fact]
    public void An_error_is_the_one_that_waves_report()
    {
        int[] indices = [.. Enumerable.Range(0, 100)];
        indices[40] = Length;
        indices[60] = -3;
        using HmmArray<int> source = Filled(Length, static i => i);
        string[] messages = [.. new[] { true, false }.Select(scouts =>
        {
            using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 1, Testing = new() { Scouts = scouts } });
            return Assert.Throws<HmmAccessException>(() => ScoutKernels.GatherOutside(device, indices.Length, indices, source, new int[100])).Message;
        })];
        Assert.Equal(messages[1], messages[0]);
        Assert.Contains("in work item (40)", messages[0], StringComparison.Ordinal);
    }

    /// <summary>The scout divides too, and must not do so by zero. What the kernel stored before the error counts.</summary>
    [Fact]
    public void A_division_by_zero_is_reported_after_the_effects_before_it()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 1 });
        using HmmArray<int> source = Filled(Length, static i => i);
        int[] target = new int[10];
        Assert.Throws<DivideByZeroException>(() => ScoutKernels.Divide(device, 10, new int[10], new[] { 1, 1, 1, 0, 1, 1, 1, 1, 1, 1 }, source, target));
        Assert.Equal(-1, target[3]);
    }

    /// <summary>Where the kernel writes the page of an index, through whatever parameter, later chunks could read other indices than a scout did.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(1024, true)]
    public void Indices_beside_what_is_written_are_not_scouted(int distance, bool isScouted)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> source = Filled(Length, static i => i + 1);
        using HmmArray<int> both = Filled(2048, static i => i * 100);
        int count = distance == 0 ? 2048 : distance;
        ScoutKernels.Gather(device, count, both.Slice(0, count), source, both.Slice(distance, count));
        Assert.Equal(isScouted, device.Statistics.Faults == 0);
        Assert.Equal(Enumerable.Range(0, 2048).Select(i => i >= distance && i < distance + count ? (i - distance) * 100 + 1 : i * 100), both.ToArray());
    }

    internal static HmmArray<int> Filled(int length, Func<int, int> element)
    {
        HmmArray<int> array = HmmSpace.Shared.Allocate<int>(length);
        Span<int> elements = array.AsSpan();
        for (int i = 0; i < length; i++)
        {
            elements[i] = element(i);
        }

        return array;
    }

    internal static int[] Random(int seed, int count, int below)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(below))];
    }

    private static long Pages(int[] elements, int size) => elements.Select(element => (long)element * size / 4096).Distinct().Count();

    private static long BytesOf(int[] array) => array.Length * (long)sizeof(int);
}
