using HmmGen.Tests.Devices;
using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Errors are exceptions that name the place, the same on every device, and leave everything usable.</summary>
public sealed class ErrorTests
{
    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void A_certain_error_is_refused_before_anything_runs(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        float[] x = new float[3000];
        float[] y = [.. Enumerable.Repeat(1f, 2000)];
        x.AsSpan().Fill(1f);

        HmmAccessException error = Assert.Throws<HmmAccessException>(() => Ops.Saxpy(device, 3000, 1f, x, y));

        Assert.Equal("Ops.Saxpy", error.Kernel);
        Assert.Equal("y", error.Parameter);
        Assert.Equal(2000, error.ElementIndex);
        Assert.Equal([2000L], error.WorkItem);
        Assert.Equal(Ops.SaxpyPlace.Line, error.Line);
        Assert.Equal(HmmAccessViolation.OutOfRange, error.Violation);
        Assert.All(y, value => Assert.Equal(1f, value));
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void An_index_from_data_that_is_out_of_range_is_named(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        long[] x = [.. Enumerable.Range(0, 5000).Select(i => (long)i)];
        int[] indices = [.. Enumerable.Range(0, 1000)];
        indices[700] = 5000;
        indices[900] = -1;
        long[] y = new long[1000];

        HmmAccessException error = Assert.Throws<HmmAccessException>(() => Ops.Gather(device, 1000, indices, x, y));

        Assert.Equal("x", error.Parameter);
        if (form is not "small chunks" and not "random evictions, direct" and not "host")
        {
            // A chunk is a wave of its own, so in one wave the lowest item wins; with paging a later one may stop the launch first.
            Assert.Contains(error.ElementIndex, new long[] { 5000, -1 });
        }

        Assert.Equal(Ops.GatherPlace.File, error.File);
        Assert.Equal(Ops.GatherPlace.Line, error.Line);
        indices[700] = indices[900] = 0;
        Ops.Gather(device, 1000, indices, x, y);
        Assert.Equal([.. indices.Select(i => x[i])], y);
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void Of_two_errors_in_a_wave_the_lowest_item_wins(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        int[] divisors = [.. Enumerable.Repeat(7, 500)];
        divisors[400] = divisors[123] = 0;
        int[] target = new int[500];

        DivideByZeroException error = Assert.Throws<DivideByZeroException>(() => Ops.Divide(device, 500, 700, divisors, target));

        Assert.Contains("Ops.Divide", error.Message, StringComparison.Ordinal);
        Assert.Contains("(123)", error.Message, StringComparison.Ordinal);
        Assert.Contains($"Ops.cs:{Ops.DividePlace.Line}", error.Message, StringComparison.Ordinal);
        Assert.All(target, value => Assert.True(value is 0 or 100));
        divisors[400] = divisors[123] = 1;
        Ops.Divide(device, 500, 700, divisors, target);
        Assert.Equal(700, target[123]);
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void Every_page_is_back_after_an_error(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        using HmmArray<int> divisors = HmmSpace.Shared.Allocate<int>(20_000);
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(20_000);
        divisors.AsSpan().Fill(2);
        target.AsSpan().Fill(-1);
        divisors[15_000] = 0;

        Assert.Throws<DivideByZeroException>(() => Ops.Divide(device, 20_000, 8, divisors, target));

        foreach (int value in target.AsReadOnlySpan())
        {
            Assert.True(value is -1 or 4);
        }

        Assert.DoesNotContain(target.Snapshot(device, HmmRange.All), page => page.Residency == HmmResidency.Owned);
        divisors[15_000] = 2;
        Ops.Divide(device, 20_000, 8, divisors, target);
        Assert.DoesNotContain(-1, target.AsReadOnlySpan().ToArray());
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void A_write_to_read_only_pages_is_named_and_what_may_be_written_is(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(8192);
        target.AsSpan().Fill(5);
        target.Protect((3072, 4096), HmmProtection.ReadOnly);

        Ops.Fill(device, HmmExtent.Range(0, 3072), 9, target);
        HmmAccessException error = Assert.Throws<HmmAccessException>(() => Ops.Fill(device, HmmExtent.Range(2048, 6000), 9, target));

        Assert.Equal(HmmAccessViolation.ReadOnly, error.Violation);
        Assert.Equal("target", error.Parameter);
        Assert.InRange(error.ElementIndex, 3072, 4095);
        Assert.Equal([error.ElementIndex], error.WorkItem);
        Assert.Equal(Ops.FillPlace.Line, error.Line);
        Assert.All(target.AsReadOnlySpan(3072, 1024).ToArray(), value => Assert.Equal(5, value));
        Assert.All(target.AsReadOnlySpan(0, 3072).ToArray(), value => Assert.Equal(9, value));
        Assert.Throws<HmmAccessException>(() => target.AsSpan().Length);
        target.Protect(HmmRange.All, HmmProtection.ReadWrite);
        Ops.Fill(device, 8192, 1, target);
        Assert.All(target.AsSpan().ToArray(), value => Assert.Equal(1, value));
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void Pages_without_access_can_neither_be_read_on_the_device_nor_on_the_host(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        using HmmArray<float> x = HmmSpace.Shared.Allocate<float>(4096);
        float[] y = [.. Enumerable.Repeat(2f, 4096)];
        x.Protect((1024, 2048), HmmProtection.None);

        HmmAccessException error = Assert.Throws<HmmAccessException>(() => Ops.Saxpy(device, HmmExtent.Range(1024, 2048), 1f, x, y));

        Assert.Equal(HmmAccessViolation.NoAccess, error.Violation);
        Assert.Equal("x", error.Parameter);
        Assert.All(y, value => Assert.Equal(2f, value));
        Assert.Throws<HmmAccessException>(() => x[1500]);
        Assert.Equal(0f, x[2048]);
    }

    [Theory]
    [MemberData(nameof(DeviceForms.Mirrored), MemberType = typeof(DeviceForms))]
    public void A_budget_below_one_page_is_out_of_memory(string form)
    {
        using HmmDevice simulated = DeviceForms.Open(form);
        using HmmDevice device = HmmDevice.Simulated((SimulatedOptions)simulated.Options with { MemoryBudget = 4095 });
        int[] target = new int[10];

        HmmOutOfMemoryException error = Assert.Throws<HmmOutOfMemoryException>(() => Ops.Fill(device, 10, 1, target));

        Assert.Equal("Ops.Fill", error.Kernel);
        Assert.Equal("target", error.Parameter);
        Assert.All(target, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        using HmmDevice device = HmmDevice.Simulated();
        HmmArray<int> disposed = HmmSpace.Shared.Allocate<int>(10);
        HmmBuffer<int> buffer = disposed;
        disposed.Dispose();
        HmmDevice closed = HmmDevice.Simulated();
        closed.Dispose();
        using HmmArray<int> huge = HmmSpace.Shared.Allocate<int>(1L << 31);

        Assert.Throws<ArgumentNullException>("device", () => Ops.Fill(null!, 1, 1, new int[1]));
        Assert.Throws<ArgumentNullException>("target", () => Ops.Fill(device, 1, 1, (int[])null!));
        Assert.Throws<ArgumentNullException>("target", () => Ops.Fill(device, 1, 1, default));
        Assert.Throws<ObjectDisposedException>(() => Ops.Fill(device, 1, 1, buffer));
        Assert.Throws<ObjectDisposedException>(() => Ops.Fill(device, 1, 1, disposed));
        Assert.Throws<ObjectDisposedException>(() => Ops.Fill(closed, 1, 1, new int[1]));
        Assert.Throws<ArgumentException>(() => Ops.Fill(device, -1, 1, new int[1]));
        Assert.Throws<ArgumentException>("extent", () => Ops.Fill(device, (1, 1), 1, new int[1]));
        Assert.Throws<ArgumentException>("extent", () => Ops.Fill(device, default, 1, new int[1]));
        Assert.Throws<ArgumentException>(() => Ops.Fill(device, (1L << 31) + 1, 1, new int[1]));
        Assert.Throws<ArgumentException>("target", () => Ops.Fill(device, 1, 1, huge));
        Ops.Fill(device, 0, 1, new int[1]);
        Assert.Equal(0, device.Statistics.Launches);
    }
}
