using HmmGen.Base;
using HmmGen.Corpus;
using HmmGen.Launching.Scouting;
using HmmGen.Tests.Generated.Methods;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Paging;

/// <summary>Launches whose scouted pages do not fit: a sweep is divided and faults nowhere, scattered items wait together.</summary>
public sealed class ScatteredTests(ITestOutputHelper output)
{
    private const int Page = 1024;

    [Fact]
    public void A_sparse_product_of_twice_the_device_faults_nowhere()
    {
        const int Count = 40_000;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 768 << 12, MaxDegreeOfParallelism = 1 });
        using TracedArrays arrays = new();
        (HmmArray<int> starts, HmmArray<int> columns) = (arrays.Written<int>(Count + 1), arrays.Written<int>(16 * Count));
        (HmmArray<float> values, HmmArray<float> x, HmmArray<float> y)
            = (arrays.Written<float>(16 * Count), arrays.Written<float>(Count), arrays.Written<float>(Count));
        Random random = new(2);
        float[] expected = new float[Count];
        for (int row = 0; row <= Count; row++)
        {
            starts[row] = 16 * row;
        }

        for (int k = 0; k < 16 * Count; k++)
        {
            columns[k] = random.Next(Count);
            expected[k / 16] += values[k] * x[columns[k]];
        }

        Sparse.CsrTimesVector(device, Count, starts, columns, values, x, y);

        output.WriteLine($"{device.Statistics.PageFaults} faults, {device.Statistics.Waves} waves, {device.Statistics.BytesIn >> 12} pages in");
        Assert.Equal(expected, y.ToArray());
        Assert.Equal(0, device.Statistics.PageFaults);
        Assert.InRange(device.Statistics.BytesIn >> 12, 1330, 1500);
    }

    /// <summary>Of 262,144 items 64 wait for each page. With 65,536 at a time each page would have to come four times.</summary>
    [Fact]
    public void A_gather_of_four_times_the_device_brings_each_page_about_once()
    {
        const int Count = 1 << 18;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 2048 << 12, MaxDegreeOfParallelism = 1 });
        using TracedArrays arrays = new();
        (HmmArray<int> places, HmmArray<double> source, HmmArray<double> target)
            = (arrays.Written<int>(Count), arrays.Written<double>(8192 * Page / 2), arrays.Written<double>(Count));
        Random random = new(3);
        double[] expected = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            places[i] = random.Next((int)source.Length);
            source[places[i]] = i;
        }

        for (int i = 0; i < Count; i++)
        {
            expected[i] = source[places[i]];
        }

        GatherScatter.Gather(device, Count, places, source, target);
        long brought = source.StatisticsOn(device).BytesIn >> 12;
        output.WriteLine($"{brought} pages came of {source.Length * sizeof(double) >> 12}");
        Assert.Equal(expected, target.ToArray());
        Assert.InRange(brought, 8192, 8192 * 3 / 2);
    }

    /// <summary>Every item runs once, in order, whatever fits and whatever may be divided.</summary>
    [Fact]
    public void Divided_chunks_run_every_item_once_and_in_order()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int round = 0; round < 2000; round++)
        {
            int count = random.Next(1, 300);
            int fitting = random.Next(1, 40);
            int smallest = random.Next(2, 60);
            int endsAfter = random.Next(60);
            int asked = 0;
            List<long> ran = [];
            WorkBox whole = new(0, count, 0, 1, 0, 1);
            DividedChunk divided = new(
                whole,
                box => box.Count >= smallest && asked < endsAfter,
                box =>
                {
                    bool fits = box.Count <= fitting && ++asked < endsAfter;
                    Add(ran, fits ? box : whole with { End0 = 0 });
                    return fits;
                });
            foreach (WorkBox left in divided.Left())
            {
                Add(ran, left);
            }

            Assert.Equal(Enumerable.Range(0, count).Select(static item => (long)item), ran);
        }
    }

    /// <summary>What does not fit is not tried again at the same size, since to try it brings pages.</summary>
    [Fact]
    public void Divided_chunks_keep_the_size_that_fits()
    {
        int failed = 0;
        List<WorkBox> ran = [];
        DividedChunk divided = new(
            new WorkBox(0, 1 << 16, 0, 1, 0, 1),
            static _ => true,
            box =>
            {
                if (box.Count <= 4096)
                {
                    ran.Add(box);
                    return true;
                }

                failed++;
                return false;
            });

        Assert.Empty(divided.Left());

        // Three sizes above 4,096 on the way to it, and one more after eight parts that fit.
        Assert.Equal(16, ran.Count);
        Assert.InRange(failed, 3, 4);
    }

    /// <summary>Pages that the items of all parts change stay on the device, while what is only read once streams by.</summary>
    [Fact]
    public void Sums_by_group_stay_while_the_rows_stream()
    {
        const int Rows = 1 << 20, Groups = 200_000;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 563 << 12, MaxDegreeOfParallelism = 1 });
        using TracedArrays arrays = new();
        (HmmArray<int> groups, HmmArray<int> sums) = (arrays.Written<int>(Rows), arrays.Written<int>(Groups));
        Random random = new(4);
        int[] expected = sums.ToArray();
        for (int i = 0; i < Rows; i++)
        {
            groups[i] = random.Next(Groups);
            expected[groups[i]]++;
        }

        LargeKernels.CountGroups(device, Rows, groups, sums);

        output.WriteLine($"{device.Statistics.PageFaults} faults, {device.Statistics.Waves} waves, {device.Statistics.BytesIn >> 12} pages in");
        Assert.Equal(expected, sums.ToArray());
        Assert.Equal(0, device.Statistics.PageFaults);

        // 1,024 pages of rows and 196 of sums. What does not fit is tried a few times, and takes sums away.
        Assert.InRange(device.Statistics.BytesIn >> 12, 1220, 1500);
    }

    /// <summary>
    /// Pages that items got beside others are lost by design, and say nothing of how many items may run. With them counted, the launch came to one page a wave.
    /// </summary>
    [Fact]
    public void Probes_of_a_table_far_larger_than_the_device_wait_together()
    {
        const int Rows = 1 << 19, Places = 1 << 18;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 96 << 12, MaxDegreeOfParallelism = 1 });
        using TracedArrays arrays = new();
        (HmmArray<int> wanted, HmmArray<int> keys, HmmArray<int> values, HmmArray<int> found)
            = (arrays.Written<int>(Rows), arrays.Written<int>(Places), arrays.Written<int>(Places), arrays.Written<int>(Rows));
        Random random = new(5);
        keys.AsSpan().Fill(-1);
        for (int n = 0; n < Places / 3; n++)
        {
            int key = random.Next(1 << 20), place = key * 40503 & (Places - 1);
            while (keys[place] != -1)
            {
                place = (place + 1) & (Places - 1);
            }

            (keys[place], values[place]) = (key, n);
        }

        int[] expected = new int[Rows];
        for (int i = 0; i < Rows; i++)
        {
            wanted[i] = random.Next(1 << 20);
        }

        for (int i = 0; i < Rows; i++)
        {
            LargeKernels.ProbeEight(i, Places - 1, wanted.AsReadOnlySpan(), keys.AsReadOnlySpan(), values.AsReadOnlySpan(), expected);
        }

        LargeKernels.ProbeEight(device, Rows, Places - 1, wanted, keys, values, found);

        output.WriteLine($"{device.Statistics.Waves} waves, {device.Statistics.BytesIn >> 12} pages in");
        Assert.Equal(expected, found.ToArray());

        // 1,024 pages of rows and 512 of the table. With runs that are never forgotten, 12,500 come.
        Assert.InRange(device.Statistics.BytesIn >> 12, 1024, 11_600);
        Assert.InRange(device.Statistics.Waves, 1, 300);
    }

    [Fact]
    public void If_the_first_part_cannot_be_divided_all_is_left_together()
    {
        WorkBox whole = new(0, 4096, 0, 1, 0, 1);
        DividedChunk divided = new(whole, static box => box.Count > 1024, static _ => false);
        Assert.Equal([whole], divided.Left().Take(1));
    }

    private static void Add(List<long> items, WorkBox box)
    {
        for (long item = box.First0; item < box.End0; item++)
        {
            items.Add(item);
        }
    }
}
