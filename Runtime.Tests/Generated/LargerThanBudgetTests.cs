using HmmGen.Corpus;
using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>
/// Affine kernels over more than the device holds are cut into chunks that fit: still nothing faults, and what is moved is
/// worked out by hand. A page has 4096 bytes, 1024 elements of 4 bytes or 512 of 8.
/// </summary>
public sealed class LargerThanBudgetTests
{
    private const int Page = 4096;

    [Fact]
    public void Saxpy_moves_everything_once()
    {
        using MovementProbe probe = Open(pages: 64);
        (HmmArray<float> x, HmmArray<float> y) = (probe.Written<float>(100_000), probe.Written<float>(100_000));

        Elementwise.Saxpy(probe.Device, 100_000, 2, x, y);

        // 400,000 bytes each: cuts fall on pages, so no page belongs to two chunks.
        probe.Check(bytesIn: 2 * 400_000, bytesOut: 400_000);
        Assert.InRange(probe.Device.Statistics.Waves, 4, 8);
    }

    [Fact]
    public void Saxpy_again_and_again_moves_everything_each_time()
    {
        using MovementProbe probe = Open(pages: 64);
        (HmmArray<float> x, HmmArray<float> y) = (probe.Written<float>(100_352), probe.Written<float>(100_352));

        for (int round = 0; round < 3; round++)
            Elementwise.Saxpy(probe.Device, 100_352, 2, x, y);

        // 98 pages each. What is left of a round when the next one begins may save it some: at most the 64 pages that there is room for.
        probe.ReadBack();
        HmmStatistics statistics = probe.Device.Statistics;
        Assert.Equal(0, statistics.Faults);
        Assert.InRange(statistics.BytesIn, (3 * 2 * 98 - 2 * 64) * Page, 3 * 2 * 98 * Page);
        Assert.InRange(statistics.BytesOut, (3 * 98 - 2 * 64) * Page, 3 * 98 * Page);
    }

    [Fact]
    public void Filling_brings_nothing()
    {
        using MovementProbe probe = Open(pages: 10);
        HmmArray<double> x = probe.Written<double>(50_000);

        Elementwise.Fill(probe.Device, 50_000, 0.5, x);

        // 400,000 bytes are overwritten whole, and go home.
        probe.Check(bytesIn: 0, bytesOut: 400_000);
    }

    [Fact]
    public void What_was_there_and_was_overwritten_in_part_comes_back_with_its_contents()
    {
        using HmmDevice device = HmmDevice.Simulated(
            new SimulatedOptions { MemoryBudget = Page, Variant = HmmKernelVariants.Resumable, Prefetch = false, MaximumChunk = 512, MaxDegreeOfParallelism = 1 });
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(2048);
        LargeKernels.FillHalves(device, 1, 0, target);

        // The first page is there: 512 items write half of it without a fault, and push it out with the second page. Then the rest come to it.
        LargeKernels.FillHalves(device, 1024, 1024, target);

        Assert.All(target.AsReadOnlySpan().ToArray(), (value, i) => Assert.Equal(i < 1024 ? i : 1024 - i, value));
    }

    [Fact]
    public void Stencil_over_rows_of_pages()
    {
        using MovementProbe probe = Open(pages: 64);
        (HmmArray<float> x, HmmArray<float> y) = (probe.Written<float>(128 * 1024), probe.Written<float>(128 * 1024));

        StencilKernels.Cross(probe.Device, HmmExtent.Range((1, 127), (0, 1024)), 1024, x, y);

        // A row is a page. x: 128. y: rows 1 to 126, whole. The rows next to a cut are wanted on both sides of it, but are there still
        // when the second chunk comes.
        probe.Check(bytesIn: 128 * Page, bytesOut: 126 * Page);
    }

    [Fact]
    public void Matrix_product_by_rows()
    {
        using MovementProbe probe = Open(pages: 32);
        (HmmArray<float> a, HmmArray<float> b) = (probe.Written<float>(512 * 128), probe.Written<float>(128 * 64));
        HmmArray<float> c = probe.Written<float>(512 * 64);

        Matrices.MatMul(probe.Device, (512, 64), 128, 64, a, b, c);

        // a: 64 pages, 8 rows each. b: 8 pages, which every chunk wants and so none loses. c: 32 pages, 16 rows each, overwritten whole.
        probe.Check(bytesIn: (64 + 8) * Page, bytesOut: 32 * Page);
    }

    [Fact]
    public void A_stride_larger_than_a_page()
    {
        using MovementProbe probe = Open(pages: 40);
        (HmmArray<double> x, HmmArray<double> y) = (probe.Written<double>(200_000), probe.Written<double>(200));

        Ranks.Strided(probe.Device, 200, 1000, 7, x, y);

        // x: 200 of its 391 pages, one an item: from 7 to 199,007 in steps of almost two pages. y: 1600 bytes, overwritten whole.
        probe.Check(bytesIn: 200 * Page, bytesOut: 1600);
    }

    [Fact]
    public void Transposition_finds_a_page_again_or_brings_it_again()
    {
        using MovementProbe probe = Open(pages: 80);
        (HmmArray<int> x, HmmArray<int> y) = (probe.Written<int>(256 * 256), probe.Written<int>(256 * 256));

        Ranks.Transpose(probe.Device, (256, 256), 256, 256, x, y);

        // 64 pages each. A chunk of rows of x writes some of every page of y, 64 pages, and 80 hold 16 of x with them: 4 chunks.
        // y is overwritten whole, by the launch though not by any chunk: it is not brought, and nothing of it need leave between.
        probe.Check(bytesIn: 64 * Page, bytesOut: 64 * Page);
    }

    /// <summary>The items of a chunk share their upper bits, and so do those at a distance that is a power of 2.</summary>
    /// <param name="distance">The distance.</param>
    [Theory]
    [InlineData(1 << 16)]
    [InlineData(1 << 12)]
    [InlineData(4)]
    public void A_step_of_a_bitonic_sort_moves_everything_once(int distance)
    {
        const int Count = 1 << 17;
        using MovementProbe probe = Open(pages: 32);
        HmmArray<int> x = probe.Unwritten<int>(Count);
        int[] expected = [.. Enumerable.Range(0, Count).Select(static i => i * 7919 % 100_003)];
        expected.CopyTo(x.AsSpan());
        for (int i = 0; i < Count; i++)
            LargeKernels.BitonicStep(i, distance, Count / 2, expected);

        LargeKernels.BitonicStep(probe.Device, Count, distance, Count / 2, x);

        probe.Check(bytesIn: 128 * Page, bytesOut: 128 * Page);
        Assert.InRange(probe.Device.Statistics.Waves, 4, 64);
        Assert.Equal(expected, x.ToArray());
    }

    /// <summary>Indices that are put together of bits.</summary>
    /// <param name="log">The logarithm of the distance.</param>
    [Theory]
    [InlineData(16)]
    [InlineData(12)]
    [InlineData(3)]
    public void A_butterfly_moves_everything_once(int log)
    {
        const int Count = 1 << 17;
        using MovementProbe probe = Open(pages: 32);
        HmmArray<int> x = probe.Unwritten<int>(Count);
        int[] expected = [.. Enumerable.Range(1, Count)];
        expected.CopyTo(x.AsSpan());
        for (int i = 0; i < Count / 2; i++)
            LargeKernels.Butterfly(i, log, expected);

        LargeKernels.Butterfly(probe.Device, Count / 2, log, x);

        probe.Check(bytesIn: 128 * Page, bytesOut: 128 * Page);
        Assert.InRange(probe.Device.Statistics.Waves, 4, 64);
        Assert.Equal(expected, x.ToArray());
    }

    private static MovementProbe Open(int pages) => new(new SimulatedOptions { MemoryBudget = pages * Page });
}
