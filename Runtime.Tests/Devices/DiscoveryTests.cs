using HmmGen.Devices;
using Xunit;

namespace HmmGen.Tests.Devices;

/// <summary>Devices that could not run a kernel are left out, and the report says why.</summary>
public sealed class DiscoveryTests
{
    [Theory]
    [InlineData(true, false, null)]
    [InlineData(false, false, "PublishAot")]
    [InlineData(false, true, "PublishAot")]
    [InlineData(true, true, "PublishTrimmed")]
    public void A_program_that_cannot_compile_kernels_says_what_to_do(bool isDynamic, bool isTrimmed, string? says)
    {
        string? refusal = KernelCompilation.RefusalOf(isDynamic, isTrimmed);

        Assert.Equal(says is null, refusal is null);
        Assert.Contains(says ?? "", refusal ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void This_program_can_compile_kernels()
    {
        Assert.Null(KernelCompilation.Refusal);
        Assert.True(KernelCompilation.IsTrimmed("System.NoSuchType"));
    }

    [Fact]
    public void Nobody_is_asked_for_devices_that_could_not_run_a_kernel()
    {
        MachineDevices asked = new(DeviceDiscovery.Of([new Finder()]), null);
        MachineDevices refused = new(DeviceDiscovery.Of([new Finder()], "a reason"), null);

        Assert.Equal(["found", "Host"], asked.Devices.Select(device => device.Name));
        Assert.Equal("found", asked.Default.Name);
        Assert.Equal(["Host"], refused.Devices.Select(device => device.Name));
        Assert.Equal("Host", refused.Default.Name);
        Assert.Equal(["a reason"], refused.Report);
    }

    [Fact]
    public void A_driver_that_fails_is_reported_in_words_and_hides_no_other_device()
    {
        MachineDevices machine = new(DeviceDiscovery.Of([new Broken(new InvalidOperationException("no such device.")), new Finder()]), null);

        Assert.Equal(["found", "Host"], machine.Devices.Select(device => device.Name));
        Assert.Equal(
            ["Broken: looking for devices failed, so there are none of this kind. The driver said: no such device. Update the driver or install it again, and restart the machine."],
            machine.Report);
    }

    [Fact]
    public void What_drivers_write_on_several_lines_is_one_sentence()
        => Assert.Equal(
            "X: Card cannot be used. The driver said: not here: libX.so. Update the driver or install it again, and restart the machine.",
            DiscoveryFailure.OfDevice("X", "Card", " not here:\n  libX.so..\n"));

    /// <summary>A driver that fails.</summary>
    private sealed class Broken(Exception failure) : IDeviceDiscoverer
    {
        /// <inheritdoc/>
        public string Kind => "Broken";

        /// <inheritdoc/>
        public IEnumerable<FoundDevice> Discover(ICollection<string> report) => throw failure;

        /// <inheritdoc/>
        public string Explain(Exception failure) => failure.Message;
    }

    /// <summary>Finds a device that nobody opens.</summary>
    private sealed class Finder : IDeviceDiscoverer
    {
        /// <inheritdoc/>
        public string Kind => "Test";

        /// <inheritdoc/>
        public IEnumerable<FoundDevice> Discover(ICollection<string> report)
            => [new FoundDevice(HmmDeviceKind.Cuda, "found", HmmMirrorMode.SoftwareFaults, "a test", _ => throw new NotSupportedException(), IsGpu: true)];

        /// <inheritdoc/>
        public string Explain(Exception failure) => failure.Message;
    }
}
