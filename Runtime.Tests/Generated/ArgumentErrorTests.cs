using HmmGen.Corpus;
using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>Wrong arguments are refused before anything runs, by generated overloads too, at once also where they are asynchronous.</summary>
[Collection(DriverTests.Name)]
public sealed class ArgumentErrorTests
{
    [Theory]
    [MemberData(nameof(ErrorDevices.All), MemberType = typeof(ErrorDevices))]
    public void Wrong_arguments_are_refused(string form)
    {
        using HmmDevice device = ErrorDevices.Open(form);
        double[] x = [1, 2, 3];
        HmmArray<double> disposed = HmmSpace.Shared.Allocate<double>(10);
        HmmArray<double> slice = disposed.Slice(2, 3);
        HmmBuffer<double> buffer = disposed;
        disposed.Dispose();
        using HmmArray<double> huge = HmmSpace.Shared.Allocate<double>(1L << 31);

        Refused<ArgumentNullException>(null!, 3, x, "device");
        Refused<ArgumentNullException>(device, 3, (double[])null!, "x");
        Refused<ArgumentNullException>(device, 3, (HmmArray<double>)null!, "x");
        Refused<ArgumentNullException>(device, 3, default(HmmBuffer<double>), "x");
        Refused<ArgumentException>(device, default, x, "extent");
        Refused<ArgumentException>(device, (3, 1), x, "extent");
        Refused<ArgumentException>(device, (3, 1, 1), x, "extent");
        Refused<ArgumentException>(device, 3, huge, "x");
        Refused<ObjectDisposedException>(device, 3, buffer, null);
        Assert.Throws<ObjectDisposedException>(() => Elementwise.Fill(device, 3, 1, disposed));
        Assert.Throws<ObjectDisposedException>(() => Elementwise.Fill(device, 3, 1, slice));
        Assert.Throws<ArgumentException>(() => Elementwise.Fill(device, -1, 1, x));
        Assert.Throws<ArgumentException>(() => Elementwise.Fill(device, HmmExtent.Range(2, 1), 1, x));
        Assert.Throws<ArgumentException>(() => Elementwise.Fill(device, HmmExtent.Range(-1, 1), 1, x));
        Assert.Throws<ArgumentException>(() => Elementwise.Fill(device, (1L << 31) + 1, 1, x));
        Assert.Throws<ArgumentException>("extent", () => Ranks.Outer(device, 3, new float[1], new float[1], new float[1]));

        Assert.Equal([1, 2, 3], x);
        if (device.Kind != HmmDeviceKind.Host)
        {
            // There is one host, which other tests use at the same time.
            Assert.Equal((0, 0), (device.Statistics.Launches, device.Statistics.Waves));
        }

        Elementwise.Fill(device, HmmExtent.Range(1, 2), 7, x);
        Assert.Equal([1, 7, 3], x);
    }

    [Fact]
    public void A_device_that_was_disposed_of_is_refused()
    {
        double[] x = [1, 2, 3];
        HmmDevice device = HmmDevice.Simulated();
        device.Dispose();

        Refused<ObjectDisposedException>(device, 3, x, null);

        Assert.Equal([1, 2, 3], x);
    }

    [Fact]
    public void A_host_that_was_disposed_of_goes_on()
    {
        double[] x = [1, 2, 3];
        HmmDevice.Host.Dispose();

        Elementwise.Fill(HmmDevice.Host, 3, 4, x);

        Assert.Equal([4, 4, 4], x);
    }

    [Fact]
    public async Task A_launch_that_was_cancelled_changes_nothing()
    {
        using HmmDevice device = HmmDevice.Simulated();
        double[] x = [1, 2, 3];

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Elementwise.FillAsync(device, 3, 4, x, new CancellationToken(canceled: true)));

        Assert.Equal([1, 2, 3], x);
        await Elementwise.FillAsync(device, 3, 4, x, TestContext.Current.CancellationToken);
        Assert.Equal([4, 4, 4], x);
    }

    /// <summary>Both overloads refuse: the asynchronous one when it is called, not when it is awaited.</summary>
    private static void Refused<TException>(HmmDevice device, HmmExtent extent, HmmBuffer<double> x, string? parameter)
        where TException : Exception
    {
        TException[] errors =
        [
            Assert.Throws<TException>(() => Elementwise.Fill(device, extent, 1, x)),
            Assert.Throws<TException>(() => { _ = Elementwise.FillAsync(device, extent, 1, x, TestContext.Current.CancellationToken); }),
        ];
        if (parameter is not null)
            Assert.All(errors, error => Assert.Equal(parameter, (error as ArgumentException)?.ParamName));
    }
}
