using System.Diagnostics;
using HmmGen.Tests.Generated.Methods;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>
/// 256 MiB on a device that holds 1 MiB: results are the host's, and the number of waves is bounded by what must be moved,
/// so that nothing goes round in circles.
/// </summary>
public sealed class OversubscriptionTests
{
    private const long Budget = 1 << 20;
    private const long Page = 4096;
    private const long Frames = Budget / Page;

    /// <summary>What a wave brings at the least, taken over a whole launch, while enough items wait: an eighth of what there is room for.</summary>
    private const long PagesPerWave = Frames / 8;

    /// <summary>How many items share the work. Every second of these has its turn.</summary>
    public static TheoryData<int> Shares { get; } = [.. TestScale.Turns([1, 16, 1024, 65_536], quick: 1, full: 2)];

    [Theory]
    [MemberData(nameof(Shares))]
    public void A_dot_product(int items)
    {
        TestScale.SkipQuick("a hundred times the device's memory");
        const int Length = 32 << 20;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = Budget });
        using HmmArray<float> x = HmmSpace.Shared.Allocate<float>(Length);
        using HmmArray<float> y = HmmSpace.Shared.Allocate<float>(Length);
        using HmmArray<double> products = HmmSpace.Shared.Allocate<double>(items);
        Span<float> xs = x.AsSpan();
        Span<float> ys = y.AsSpan();
        for (int j = 0; j < Length; j++)
        {
            xs[j] = (j * 37 & 1023) - 512;
            ys[j] = (j & 7) + 1;
        }

        int width = Length / items;
        double[] expected = new double[items];
        for (int i = 0; i < items; i++)
            LargeKernels.Dot(i, width, xs, ys, expected);

        HmmStatistics statistics = Launch(device, () => LargeKernels.Dot(device, items, width, x, y, products));

        Assert.Equal(expected, products.AsReadOnlySpan().ToArray());

        // Every page is visited by one item only, or by two where segments meet, and once: 128 MiB of x and as much of y are 65,536 pages.
        const long Visits = 2L * Length * sizeof(float) / Page;
        CheckBounds(statistics, Visits, Visits + 2 * items);
    }

    [Fact]
    public void A_sparse_matrix_times_a_vector()
    {
        TestScale.SkipQuick("a hundred times the device's memory");
        const int Rows = 1 << 18;
        const int PerRow = 120;
        const int Columns = 1 << 20;
        const int Band = 4096;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = Budget });
        using HmmArray<int> starts = HmmSpace.Shared.Allocate<int>(Rows + 1);
        using HmmArray<int> columns = HmmSpace.Shared.Allocate<int>((long)Rows * PerRow * 17 / 16);
        using HmmArray<float> values = HmmSpace.Shared.Allocate<float>(columns.Length);
        using HmmArray<float> x = HmmSpace.Shared.Allocate<float>(Columns);
        using HmmArray<double> y = HmmSpace.Shared.Allocate<double>(Rows);
        long bytes = starts.Length * 4 + columns.Length * 4 + values.Length * 4 + x.Length * 4 + y.Length * 8;
        Assert.InRange(bytes, 256L << 20, 300L << 20);
        Fill(starts.AsSpan(), columns.AsSpan(), values.AsSpan(), x.AsSpan(), PerRow, Band);
        double[] expected = new double[Rows];
        for (int row = 0; row < Rows; row++)
        {
            LargeKernels.CsrTimesVector(
                row, starts.AsReadOnlySpan(), columns.AsReadOnlySpan(), values.AsReadOnlySpan(), x.AsReadOnlySpan(), expected);
        }

        HmmStatistics statistics = Launch(device, () => LargeKernels.CsrTimesVector(device, Rows, starts, columns, values, x, y));

        Assert.Equal(expected, y.AsReadOnlySpan().ToArray());

        // Columns and values: each page is visited by the rows that lie on it, one after the other in slots. x: the rows of a band go over
        // its Band / 1024 + 1 pages. Pages are brought a second time where rows on both sides of a page do not run together.
        long entries = 2 * columns.Length * 4 / Page;
        long others = (x.Length * 4 + y.Length * 8 + starts.Length * 4) / Page;
        CheckBounds(statistics, starts[Rows] * 2L * 4 / Page, 2 * (entries + others));
    }

    [Fact]
    public void Random_pages_in_every_item()
    {
        const int Items = 3000;
        const int Steps = 12;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = Budget });
        using HmmArray<uint> x = HmmSpace.Shared.Allocate<uint>(48 << 20);
        using HmmArray<uint> marks = HmmSpace.Shared.Allocate<uint>(16 << 20);
        using HmmArray<ulong> sums = HmmSpace.Shared.Allocate<ulong>(Items);
        uint value = 1;
        foreach (ref uint element in x.AsSpan())
            element = value = value * 747796405u + 2891336453u;
        marks.AsSpan().Clear();
        uint[] expectedMarks = new uint[marks.Length];
        ulong[] expectedSums = new ulong[Items];
        for (int i = 0; i < Items; i++)
            LargeKernels.Wander(i, Steps, x.AsReadOnlySpan(), expectedMarks, expectedSums);

        HmmStatistics statistics = Launch(device, () => LargeKernels.Wander(device, Items, Steps, x, marks, sums));

        Assert.Equal(expectedSums, sums.AsReadOnlySpan().ToArray());
        Assert.True(marks.AsReadOnlySpan().SequenceEqual(expectedMarks));

        // Every access needs a page of its own: Steps of x, one of marks and one of sums; the last items have nobody to share waves with.
        CheckBounds(statistics, PagesOf(Items, Steps, x.AsReadOnlySpan()), (Items + PagesPerWave) * (Steps + 2));
    }

    /// <summary>
    /// Bounds what was done by the pages that have to be visited. A wave cannot bring more than there is room for; it must bring
    /// <see cref="PagesPerWave"/> on the average. No page may come more than twice for each time that it is needed.
    /// </summary>
    /// <param name="statistics">What was done.</param>
    /// <param name="pages">The pages that certainly have to be brought.</param>
    /// <param name="visits">The most times that an item comes to a page that is not there.</param>
    private static void CheckBounds(HmmStatistics statistics, long pages, long visits)
    {
        Assert.InRange(statistics.Waves, pages / Frames, visits / PagesPerWave);
        Assert.InRange(statistics.BytesIn, pages * Page, 2 * visits * Page);
        Assert.InRange(statistics.Evictions, pages - Frames, 2 * visits);
    }

    /// <summary>How many different pages of x the items visit.</summary>
    private static int PagesOf(int items, int steps, ReadOnlySpan<uint> x)
    {
        HashSet<long> pages = [];
        for (int i = 0; i < items; i++)
        {
            uint at = (uint)i * 2654435761u;
            for (int step = 0; step < steps; step++)
            {
                int place = (int)(at % (uint)x.Length);
                pages.Add(place * (long)sizeof(uint) / Page);
                at = at * 1664525u + x[place];
            }
        }

        return pages.Count;
    }

    /// <summary>A band matrix: row r has about as many entries as others, near column 4 r.</summary>
    private static void Fill(Span<int> starts, Span<int> columns, Span<float> values, Span<float> x, int perRow, int band)
    {
        Random random = new(11);
        for (int j = 0; j < x.Length; j++)
            x[j] = (j & 255) - 127;
        int rows = starts.Length - 1;
        int entry = 0;
        for (int row = 0; row < rows; row++)
        {
            int count = random.Next(2 * perRow);
            for (int k = 0; k < count && entry < columns.Length; k++, entry++)
            {
                columns[entry] = Math.Clamp((int)((long)row * x.Length / rows) + random.Next(band) - band / 2, 0, x.Length - 1);
                values[entry] = random.Next(1, 100);
            }

            starts[row + 1] = entry;
        }
    }

    private static HmmStatistics Launch(HmmDevice device, Action launch)
    {
        Stopwatch watch = Stopwatch.StartNew();
        launch();
        HmmStatistics statistics = device.Statistics;
        TestContext.Current.SendDiagnosticMessage(
            $"{watch.Elapsed.TotalSeconds:F1} s, of it running {statistics.RunningTime.TotalSeconds:F1}, "
            + $"copying {statistics.CopyingTime.TotalSeconds:F1}, serving {statistics.ServingTime.TotalSeconds:F1}, "
            + $"planning {statistics.PlanningTime.TotalSeconds:F1}; {statistics.Waves} waves, {statistics.Faults} faults, "
            + $"{statistics.Evictions} evictions, {statistics.BytesIn >> 20} MiB in, {statistics.BytesOut >> 20} MiB out");
        return statistics;
    }
}
