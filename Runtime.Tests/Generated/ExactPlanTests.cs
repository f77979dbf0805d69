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
    public static TheoryData<HmmKernelForms> Forms { get; } = [HmmKernelForms.Auto, HmmKernelForms.Resumable];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Saxpy_of_everything(HmmKernelForms form)
    {
        using HmmDevice device = Open(form);
        using HmmArray<float> x = Numbers<float>(10_000);
        using HmmArray<float> y = Numbers<float>(10_000);

        Elementwise.Saxpy(device, 10_000, 2, x, y);

        // x and y are 40,000 bytes each: 9 pages and 3136 bytes. Both are read, y is written.
        Check(device, bytesIn: 2 * (9 * Page + 3136), bytesOut: 9 * Page + 3136, x.AsReadOnlySpan, y.AsReadOnlySpan);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Saxpy_of_a_sub_range(HmmKernelForms form)
    {
        using HmmDevice device = Open(form);
        using HmmArray<float> x = Numbers<float>(10_000);
        using HmmArray<float> y = Numbers<float>(10_000);

        Elementwise.Saxpy(device, HmmExtent.Range(1500, 3001), 2, x, y);

        // Element 1500 is on page 1 (1024 to 2047), element 3000 on page 2 (2048 to 3071).
        Check(device, bytesIn: 2 * 2 * Page, bytesOut: 2 * Page, x.AsReadOnlySpan, y.AsReadOnlySpan);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Saxpy_of_slices(HmmKernelForms form)
    {
        using HmmDevice device = Open(form);
        using HmmArray<float> x = Numbers<float>(10_000);
        using HmmArray<float> y = Numbers<float>(10_000);

        Elementwise.Saxpy(device, 1024, 2, x.Slice(1024, 1024), y.Slice(1023, 1024));

        // x: page 1 and nothing else. y: 1023 on page 0, 1024 to 2046 on page 1.
        Check(device, bytesIn: Page + 2 * Page, bytesOut: 2 * Page, x.AsReadOnlySpan, y.AsReadOnlySpan);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_is_there_does_not_come_again(HmmKernelForms form)
    {
        using HmmDevice device = Open(form);
        using HmmArray<float> x = Numbers<float>(4096);
        using HmmArray<float> y = Numbers<float>(4096);

        for (int round = 0; round < 3; round++)
            Elementwise.Saxpy(device, 4096, 2, x, y);
        _ = y.AsReadOnlySpan();
        Elementwise.Saxpy(device, 4096, 2, x, y);

        // x and y come once, 4 pages each. y goes home twice: read-only spans leave the device its pages.
        Check(device, bytesIn: 8 * Page, bytesOut: 8 * Page, x.AsReadOnlySpan, y.AsReadOnlySpan);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Filling_everything(HmmKernelForms form)
    {
        using HmmDevice device = Open(form);
        using HmmArray<double> x = Numbers<double>(2000);

        Elementwise.Fill(device, 2000, 0.5, x);

        // Every page is overwritten whole, the last one (2000 - 3 * 512 = 464 elements) up to its end: nothing is brought.
        Check(device, bytesIn: 0, bytesOut: 3 * Page + 464 * 8, x.AsReadOnlySpan);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Filling_a_sub_range(HmmKernelForms form)
    {
        using HmmDevice device = Open(form);
        using HmmArray<double> x = Numbers<double>(2000);

        Elementwise.Fill(device, HmmExtent.Range(100, 1500), 0.5, x);

        // Page 0 from 100, page 1 (512 to 1023) whole, page 2 up to 1499: the first and the last are needed for what is not overwritten.
        Check(device, bytesIn: 2 * Page, bytesOut: 3 * Page, x.AsReadOnlySpan);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_nobody_has_written_is_not_copied(HmmKernelForms form)
    {
        using HmmDevice device = Open(form);
        using HmmArray<float> x = HmmSpace.Shared.Allocate<float>(4096);
        using HmmArray<float> y = HmmSpace.Shared.Allocate<float>(4096);
        x[1024] = 1;

        Elementwise.Saxpy(device, 4096, 2, x, y);

        // One page of x has been written, page 1; the other three of x and all four of y are zeros on both sides.
        Assert.Equal((4 + 3) * Page, device.Statistics.BytesCleared);
        Check(device, bytesIn: Page, bytesOut: 4 * Page, x.AsReadOnlySpan, y.AsReadOnlySpan);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Read_only_and_write_only_parameters(HmmKernelForms form)
    {
        using HmmDevice device = Open(form);
        using HmmArray<double> a = Numbers<double>(4096);
        using HmmArray<float> b = Numbers<float>(4096);
        using HmmArray<double> sum = Numbers<double>(4096);
        using HmmArray<float> difference = Numbers<float>(4096);
        using HmmArray<bool> less = Numbers<bool>(4096);

        Elementwise.SumAndDifference(device, 4096, a, b, sum, difference, less);

        // In: a, 8 pages, and b, 4. Out: sum, 8, difference, 4, and less, one.
        Check(
            device, bytesIn: (8 + 4) * Page, bytesOut: (8 + 4 + 1) * Page,
            a.AsReadOnlySpan, b.AsReadOnlySpan, sum.AsReadOnlySpan, difference.AsReadOnlySpan, less.AsReadOnlySpan);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Elements_of_twelve_bytes(HmmKernelForms form)
    {
        using HmmDevice device = Open(form);
        using HmmArray<Triple> x = Numbers<Triple>(5000);

        PlanKernels.Scale(device, HmmExtent.Range(10, 21), 100, 50, x);

        // Elements 1050 to 2099, of which item 10 touches 1050 to 1099 first and item 20 touches 2050 to 2099 last. Elements of 3 * 4 bytes
        // lie 1024 on a page of 3 * 4096 bytes: pages 1 and 2. One field is written, so the rest of each page is needed.
        Check(device, bytesIn: 2 * 3 * Page, bytesOut: 2 * 3 * Page, x.AsReadOnlySpan);
    }

    private static HmmDevice Open(HmmKernelForms form) => HmmDevice.Simulated(new SimulatedOptions { Form = form });

    /// <summary>An array that has been written, and so has to be copied.</summary>
    private static HmmArray<T> Numbers<T>(int length) where T : unmanaged
    {
        HmmArray<T> array = HmmSpace.Shared.Allocate<T>(length);
        array.AsSpan().Clear();
        return array;
    }
}
