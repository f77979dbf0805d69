using HmmGen.Tests.Devices;
using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>A launch ends with the very exception that the kernel throws, which tells where that was.</summary>
public sealed class ThrowTests
{
    private const int Width = 50;

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void A_thrown_exception_ends_the_launch_as_it_is(string form)
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Launch(form, (123, 1)));

        Assert.Equal("one", error.Message);
        Assert.Null(error.InnerException);
        AssertPlace(error, "(2, 23)", Ops.ThrowPlace.Line);
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void A_thrown_exception_of_a_type_that_devices_give_by_themselves_stays_the_kernels_own(string form)
    {
        ArgumentException error = Assert.Throws<ArgumentException>("values", () => Launch(form, (700, 2)));

        Assert.Equal(new ArgumentException("two", "values").Message, error.Message);
        AssertPlace(error, "(14, 0)", Ops.ThrowPlace.Line + 1);
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void An_exception_whose_constructor_throws_is_what_that_throws(string form)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>("number", () => Launch(form, (0, 3)));

        AssertPlace(error, "(0, 0)", Ops.ThrowPlace.Line + 2);
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void Of_two_thrown_exceptions_in_a_wave_the_lowest_item_wins(string form)
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Launch(form, (124, 2), (123, 1)));

        AssertPlace(error, "(2, 23)", Ops.ThrowPlace.Line);
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void An_exception_that_would_not_come_again_is_told_with_its_line(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        int[] target = new int[20 * Width];
        target[77] = 99;

        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            "target", () => Ops.Throw(device, (20, Width), Width, new int[20 * Width], target));

        Assert.StartsWith("a hundred", error.Message, StringComparison.Ordinal);
        Assert.Equal(100, target[77]);
        AssertPlace(error, "(1, 27)", Ops.ThrowPlace.Line + 4);
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public async Task An_asynchronous_launch_ends_with_the_same_exception(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        int[] values = new int[20 * Width];
        values[123] = 1;

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Ops.ThrowAsync(device, (20, Width), Width, values, new int[20 * Width], TestContext.Current.CancellationToken));

        AssertPlace(error, "(2, 23)", Ops.ThrowPlace.Line);
    }

    /// <summary>The stack of an exception that the host's method threw is kept, for debuggers and logs.</summary>
    [Fact]
    public void The_hosts_exception_keeps_its_stack()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Launch("host", (123, 1)));

        Assert.Contains(nameof(Ops.ThrowKernel), error.StackTrace, StringComparison.Ordinal);
    }

    /// <summary>What a protected page makes the host run by the generated kernel ends in the same way.</summary>
    [Fact]
    public void A_host_that_checks_protection_throws_the_same()
    {
        using HmmArray<int> values = HmmSpace.Shared.Allocate<int>(20 * Width);
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(4096);
        values[123] = 1;
        target.Protect((3072, 4096), HmmProtection.ReadOnly);

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => Ops.Throw(HmmDevice.Host, (20, Width), Width, values, target));

        AssertPlace(error, "(2, 23)", Ops.ThrowPlace.Line);
    }

    private static void Launch(string form, params (int Index, int Value)[] set)
    {
        using HmmDevice device = DeviceForms.Open(form);
        int[] values = new int[20 * Width];
        foreach ((int index, int value) in set)
        {
            values[index] = value;
        }

        Ops.Throw(device, (20, Width), Width, values, new int[20 * Width]);
    }

    private static void AssertPlace(Exception error, string item, int line)
    {
        Assert.Equal("Ops.Throw", error.Data[HmmExceptionData.Kernel]);
        Assert.Equal(item, error.Data[HmmExceptionData.WorkItem]);
        Assert.Equal(Ops.ThrowPlace.File, error.Data[HmmExceptionData.File]);
        Assert.Equal(line, error.Data[HmmExceptionData.Line]);
    }
}
