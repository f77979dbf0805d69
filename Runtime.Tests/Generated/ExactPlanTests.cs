using HmmGen.Corpus;
using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>
/// Affine kernels fault nowhere, and move no more than they must. What they must is worked out by hand: a page has 4096
/// bytes, 1024 elements of 4 bytes or 512 of 8; the last page of an array ends where the array does.
/// </summary>
public sealed class ExactPlanTests
{
    private const int Page = 4096;

    /// <summary>Both forms of kernels: the direct one and the resumable one.</summary>
    public static TheoryData<HmmKernelVariants> Forms { get; } = [HmmKernelVariants.Auto, HmmKernelVariants.Resumable];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Saxpy_of_everything(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<float> x, HmmArray<float> y) = (probe.Written<float>(10_000), probe.Written<float>(10_000));

        Elementwise.Saxpy(probe.Device, 10_000, 2, x, y);

        // x and y are 40,000 bytes each: 9 pages and 3136 bytes. Both are read, y is written.
        probe.Check(bytesIn: 2 * (9 * Page + 3136), bytesOut: 9 * Page + 3136);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Saxpy_of_a_sub_range(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<float> x, HmmArray<float> y) = (probe.Written<float>(10_000), probe.Written<float>(10_000));

        Elementwise.Saxpy(probe.Device, HmmExtent.Range(1500, 3001), 2, x, y);

        // Element 1500 is on page 1 (1024 to 2047), element 3000 on page 2 (2048 to 3071).
        probe.Check(bytesIn: 2 * 2 * Page, bytesOut: 2 * Page);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Saxpy_of_slices(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<float> x, HmmArray<float> y) = (probe.Written<float>(10_000), probe.Written<float>(10_000));

        Elementwise.Saxpy(probe.Device, 1024, 2, x.Slice(1024, 1024), y.Slice(1023, 1024));

        // x: page 1 and nothing else. y: 1023 on page 0, 1024 to 2046 on page 1.
        probe.Check(bytesIn: Page + 2 * Page, bytesOut: 2 * Page);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_is_there_does_not_come_again(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<float> x, HmmArray<float> y) = (probe.Written<float>(4096), probe.Written<float>(4096));

        for (int round = 0; round < 3; round++)
            Elementwise.Saxpy(probe.Device, 4096, 2, x, y);
        probe.ReadBack();
        Elementwise.Saxpy(probe.Device, 4096, 2, x, y);

        // x and y come once, 4 pages each. y goes home twice: reading leaves the device its pages.
        probe.Check(bytesIn: 8 * Page, bytesOut: 8 * Page);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Filling_everything(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        HmmArray<double> x = probe.Written<double>(2000);

        Elementwise.Fill(probe.Device, 2000, 0.5, x);

        // Every page is overwritten whole, the last one (2000 - 3 * 512 = 464 elements) up to its end: nothing is brought.
        probe.Check(bytesIn: 0, bytesOut: 3 * Page + 464 * 8);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Filling_a_sub_range(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        HmmArray<double> x = probe.Written<double>(2000);

        Elementwise.Fill(probe.Device, HmmExtent.Range(100, 1500), 0.5, x);

        // Page 0 from 100, page 1 (512 to 1023) whole, page 2 up to 1499: the first and the last are needed for what is not overwritten.
        probe.Check(bytesIn: 2 * Page, bytesOut: 3 * Page);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_nobody_has_written_is_not_copied(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<float> x, HmmArray<float> y) = (probe.Unwritten<float>(4096), probe.Unwritten<float>(4096));
        x[1024] = 1;

        Elementwise.Saxpy(probe.Device, 4096, 2, x, y);

        // One page of x has been written, page 1; the other three of x and all four of y are zeros on both sides.
        Assert.Equal((3 + 4) * Page, probe.Device.Statistics.BytesCleared);
        probe.Check(bytesIn: Page, bytesOut: 4 * Page);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Read_only_and_write_only_parameters(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<double> a, HmmArray<float> b) = (probe.Written<double>(4096), probe.Written<float>(4096));
        (HmmArray<double> sum, HmmArray<float> difference) = (probe.Written<double>(4096), probe.Written<float>(4096));
        HmmArray<bool> less = probe.Written<bool>(4096);

        Elementwise.SumAndDifference(probe.Device, 4096, a, b, sum, difference, less);

        // In: a, 8 pages, and b, 4. Out: sum, 8, difference, 4, and less, 1.
        probe.Check(bytesIn: (8 + 4) * Page, bytesOut: (8 + 4 + 1) * Page);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Elements_of_twelve_bytes(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        HmmArray<Triple> x = probe.Written<Triple>(5000);

        PlanKernels.Scale(probe.Device, HmmExtent.Range(10, 21), 100, 50, x);

        // Item i touches 100 i + 50 to 100 i + 99: from 1050 to 2099 in all. Elements of 3 * 4 bytes lie 1024 on a page of 3 * 4096
        // bytes: pages 1 and 2. Only a field is written, so what else is there is needed.
        probe.Check(bytesIn: 2 * 3 * Page, bytesOut: 2 * 3 * Page);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Blur_of_everything(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<float> x, HmmArray<float> y) = (probe.Written<float>(10_000), probe.Written<float>(10_000));

        Stencils.Blur(probe.Device, 10_000, x, y);

        // x is read. Each element of y is written, whichever way the condition goes.
        probe.Check(bytesIn: 9 * Page + 3136, bytesOut: 9 * Page + 3136);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Blur_of_a_sub_range(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<float> x, HmmArray<float> y) = (probe.Written<float>(10_000), probe.Written<float>(10_000));

        Stencils.Blur(probe.Device, HmmExtent.Range(1024, 2048), x, y);

        // x: 1023 on page 0, page 1, 2048 on page 2. y: page 1, overwritten whole.
        probe.Check(bytesIn: 3 * Page, bytesOut: Page);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Stencil_in_two_dimensions(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<float> x, HmmArray<float> y) = (probe.Written<float>(40 * 512), probe.Written<float>(40 * 512));

        StencilKernels.Cross(probe.Device, HmmExtent.Range((1, 39), (1, 511)), 512, x, y);

        // x: all but the corners, 20 pages. y: rows 1 to 38 without their ends, 513 on page 0 to 19,966 on page 19, in part.
        probe.Check(bytesIn: (20 + 20) * Page, bytesOut: 20 * Page);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Stencil_over_whole_rows(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<float> x, HmmArray<float> y) = (probe.Written<float>(40 * 512), probe.Written<float>(40 * 512));

        StencilKernels.Cross(probe.Device, HmmExtent.Range((10, 20), (0, 512)), 512, x, y);

        // x: rows 9 to 20, 4608 on page 4 to 10,751 on page 10. y: rows 10 to 19, 5120 to 10,239: pages 5 to 9, whole.
        probe.Check(bytesIn: 7 * Page, bytesOut: 5 * Page);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Stencil_with_a_border(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<float> before, HmmArray<float> after) = (probe.Written<float>(40 * 512), probe.Written<float>(40 * 512));

        Stencils.Heat(probe.Device, (40, 512), 40, 512, 0.1f, before, after);

        // 40 * 512 = 20 * 1024 elements each; each element of after is written, whichever way the condition goes.
        probe.Check(bytesIn: 20 * Page, bytesOut: 20 * Page);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Stencil_with_a_border_over_some_rows(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<float> before, HmmArray<float> after) = (probe.Written<float>(40 * 512), probe.Written<float>(40 * 512));

        Stencils.Heat(probe.Device, HmmExtent.Range((10, 20), (0, 512)), 40, 512, 0.1f, before, after);

        // before: rows 9 to 20, of row 9 from column 1, 4609, on page 4, of row 20 up to column 510, 10,750, on page 10.
        // after: rows 10 to 19, 5120 to 10,239: pages 5 to 9, whole.
        probe.Check(bytesIn: 7 * Page, bytesOut: 5 * Page);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Stencil_with_a_border_over_a_block(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<float> before, HmmArray<float> after) = (probe.Written<float>(32 * 2048), probe.Written<float>(32 * 2048));

        Stencils.Heat(probe.Device, HmmExtent.Range((10, 13), (100, 200)), 32, 2048, 0.1f, before, after);

        // A row is two pages, of which columns 99 to 200 touch the first. before: rows 9 to 13. after: rows 10 to 12, in part, so what else
        // is there is needed.
        probe.Check(bytesIn: (5 + 3) * Page, bytesOut: 3 * Page);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Stencil_in_three_dimensions(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<double> u, HmmArray<double> v) = (probe.Written<double>(8 * 16 * 32), probe.Written<double>(8 * 16 * 32));

        Stencils.Laplace(probe.Device, (8, 16, 32), 8, 16, 32, u, v);

        // A plane of 16 * 32 = 512 elements is a page. u: all 8. v: planes 1 to 6, without their borders.
        probe.Check(bytesIn: (8 + 6) * Page, bytesOut: 6 * Page);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Matrix_product(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<float> a, HmmArray<float> b) = (probe.Written<float>(64 * 96), probe.Written<float>(96 * 80));
        HmmArray<float> c = probe.Written<float>(64 * 80);

        Matrices.MatMul(probe.Device, (64, 80), 96, 80, a, b, c);

        // a: 6144 elements, 6 pages. b: 7680 elements, 7 pages and 512 elements. c: 5120 elements, 5 pages, overwritten whole.
        probe.Check(bytesIn: 6 * Page + 7 * Page + 512 * 4, bytesOut: 5 * Page);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Matrix_product_of_a_block(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<float> a, HmmArray<float> b) = (probe.Written<float>(64 * 96), probe.Written<float>(96 * 80));
        HmmArray<float> c = probe.Written<float>(64 * 80);

        Matrices.MatMul(probe.Device, HmmExtent.Range((16, 32), (10, 20)), 96, 80, a, b, c);

        // a: rows 16 to 31, elements 1536 to 3071: pages 1 and 2. b: 10 elements every 80, so all of its pages.
        // c: from 16 * 80 + 10 = 1290 to 31 * 80 + 19 = 2499: pages 1 and 2, in part.
        probe.Check(bytesIn: 2 * Page + 7 * Page + 512 * 4 + 2 * Page, bytesOut: 2 * Page);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Transposition(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<int> x, HmmArray<int> y) = (probe.Written<int>(64 * 64), probe.Written<int>(64 * 64));

        Ranks.Transpose(probe.Device, (64, 64), 64, 64, x, y);

        // 4 pages each; y is overwritten whole, though no item, row or column of items overwrites a page.
        probe.Check(bytesIn: 4 * Page, bytesOut: 4 * Page);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Transposition_of_some_rows(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<int> x, HmmArray<int> y) = (probe.Written<int>(64 * 64), probe.Written<int>(64 * 64));

        Ranks.Transpose(probe.Device, HmmExtent.Range((16, 32), (0, 64)), 64, 64, x, y);

        // x: rows 16 to 31, elements 1024 to 2047: page 1. y: 16 elements of each of its 64 rows, so all 4 pages, in part.
        probe.Check(bytesIn: Page + 4 * Page, bytesOut: 4 * Page);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_stride_within_pages(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<double> x, HmmArray<double> y) = (probe.Written<double>(14_000), probe.Written<double>(1024));

        Ranks.Strided(probe.Device, HmmExtent.Range(512, 1024), 5, 2, x, y);

        // x: from 5 * 512 + 2 = 2562 on page 5 (2560 to 3071) to 5 * 1023 + 2 = 5117 on page 9 (4608 to 5119). y: page 1, whole.
        probe.Check(bytesIn: 5 * Page, bytesOut: Page);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_stride_larger_than_a_page(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<double> x, HmmArray<double> y) = (probe.Written<double>(14_000), probe.Written<double>(1000));

        Ranks.Strided(probe.Device, 10, 1500, 2, x, y);

        // x: 2, 1502, 3002 … 13,502: each on a page of its own, 10 of its 28. y: elements 0 to 9 of its first page.
        probe.Check(bytesIn: (10 + 1) * Page, bytesOut: Page);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void From_the_last_to_the_first(HmmKernelVariants variant)
    {
        using MovementProbe probe = Open(variant);
        (HmmArray<uint> x, HmmArray<uint> y) = (probe.Written<uint>(5000), probe.Written<uint>(5000));

        Ranks.Backwards(probe.Device, 1000, x, y);

        // x: 0 to 999, page 0. y: 4999 down to 4000, page 4 (4096 to 4999, 904 elements), whole up to its end, and page 3, in part.
        probe.Check(bytesIn: Page + Page, bytesOut: Page + 904 * 4);
    }

    private static MovementProbe Open(HmmKernelVariants variant) => new(new SimulatedOptions { Variant = variant });
}
