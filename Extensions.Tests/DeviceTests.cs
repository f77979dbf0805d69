using HmmGen.Extensions.Choices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace HmmGen.Extensions.Tests;

/// <summary>The devices of a container.</summary>
public sealed class DeviceTests
{
    private readonly CollectingLog _log = new();

    [Fact]
    public void The_configuration_chooses_the_device()
    {
        using ServiceProvider container = Container.Of(
            _log, ("HmmGen:Kind", "simulated"), ("HmmGen:Number", "3"), ("HmmGen:MemoryBudget", "64KiB"), ("HmmGen:PageSize", "8192"), ("HmmGen:MaxDegreeOfParallelism", "1"));
        HmmDevice device = container.GetRequiredService<HmmDevice>();
        int[] x = [1, 2, 3];
        Ops.Double(device, x.Length, x);

        Assert.Equal([2, 4, 6], x);
        Assert.Equal(("Simulated 3", 65536), (device.Name, device.MemoryBudget));
        Assert.Equal((8192, 1), (device.Options.PageSize, device.Options.MaxDegreeOfParallelism));
        Assert.Same(device, container.GetRequiredService<HmmDevice>());
        Assert.Equal(
            (LogLevel.Information, "DeviceChosen", "HmmGen: kernels run on Simulated 3 (Simulated); asked for was Simulated."), Assert.Single(_log.Messages));
    }

    [Fact]
    public void Code_has_the_last_word()
    {
        using ServiceProvider container = Container.Of(
            static services => services.AddHmmGen(static settings => settings.MemoryBudget *= 2), _log, ("HmmGen:Kind", "Simulated"), ("HmmGen:MemoryBudget", "8192"));

        Assert.Equal(16384, container.GetRequiredService<HmmDevice>().MemoryBudget);
    }

    [Fact]
    public void A_container_without_configuration_and_log_gives_the_default_device()
    {
        ServiceCollection services = new();
        services.AddHmmGen();
        using ServiceProvider container = services.BuildServiceProvider();

        Assert.Equal(HmmDevice.Default.Name, container.GetRequiredService<HmmDevice>().Name);
        Assert.Same(HmmSpace.Shared, container.GetRequiredService<HmmSpace>());
    }

    [Fact]
    public void The_container_disposes_of_its_devices_and_of_no_others()
    {
        HmmDevice device;
        HmmDevice keyed;
        HmmDevice best;
        using (ServiceProvider container = Container.Of(
            static services => services.AddHmmGen().AddHmmDevice("best").AddHmmDevice("small", static settings => settings.Kind = HmmDeviceKind.Simulated),
            _log,
            ("HmmGen:Kind", "Simulated")))
        {
            device = container.GetRequiredService<HmmDevice>();
            keyed = container.GetRequiredKeyedService<HmmDevice>("small");
            best = container.GetRequiredKeyedService<HmmDevice>("best");
            Ops.Double(best, 1, new int[1]);
        }

        Assert.Throws<ObjectDisposedException>(() => Ops.Double(device, 1, new int[1]));
        Assert.Throws<ObjectDisposedException>(() => Ops.Double(keyed, 1, new int[1]));
        Assert.DoesNotContain(best, HmmDevice.All);
        Ops.Double(HmmDevice.Default, 1, new int[1]);
    }

    [Fact]
    public void Keyed_devices_have_sections_of_their_own()
    {
        using ServiceProvider container = Container.Of(
            static services => services.AddHmmGen().AddHmmDevice("small").AddHmmDevice("large", static settings => settings.MemoryBudget = 1 << 20),
            _log,
            ("HmmGen:Kind", "Host"),
            ("HmmGen:Devices:small:Kind", "Simulated"),
            ("HmmGen:Devices:small:MemoryBudget", "16KiB"),
            ("HmmGen:Devices:large:Kind", "Simulated"),
            ("HmmGen:Devices:large:Number", "1"));

        Assert.Equal(HmmDeviceKind.Host, container.GetRequiredService<HmmDevice>().Kind);
        Assert.Equal(16384, container.GetRequiredKeyedService<HmmDevice>("small").MemoryBudget);
        HmmDevice large = container.GetRequiredKeyedService<HmmDevice>("large");
        Assert.Equal(("Simulated 1", 1 << 20), (large.Name, large.MemoryBudget));
        Assert.Contains(_log.Messages, static said => said.Text.StartsWith("HmmGen:Devices:large: kernels run on Simulated 1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_device_that_is_missing_is_refused_with_the_reason()
    {
        PlatformNotSupportedException refusal = Assert.Throws<PlatformNotSupportedException>(
            () => WithoutGpu().Open(new HmmDeviceSettings { Kind = HmmDeviceKind.Cuda, Number = 2 }));

        Assert.Equal(
            "HmmGen:Kind asks for Cuda number 2, which this machine has not. no driver Set HmmGen:MayFallBack to take another device.", refusal.Message);
    }

    [Fact]
    public void A_fall_back_is_a_warning_with_the_reason()
    {
        using HmmDevice device = WithoutGpu().Open(new HmmDeviceSettings { Kind = HmmDeviceKind.Cuda, Number = 0, MayFallBack = true });

        Assert.Equal(HmmDevice.Default.Name, device.Name);
        Assert.Equal(
            (LogLevel.Warning, "DeviceMissing", $"HmmGen: this machine has no Cuda number 0, so {device.Name} is taken. no driver"), _log.Messages[0]);
        Assert.Contains(_log.Messages, static said => said.Name == "DeviceChosen");
    }

    [Fact]
    public void The_host_as_the_best_device_says_what_was_not_found()
    {
        Assert.SkipUnless(HmmDevice.Default.Kind == HmmDeviceKind.Host, "this machine has a better device");
        using HmmDevice device = WithoutGpu().Open(new HmmDeviceSettings { MemoryBudget = 4096 });

        Assert.Equal(["NotForHost", "DeviceChosen", "NotFound"], _log.Messages.Select(static said => said.Name));
        Assert.Equal("Not found: no driver", _log.Messages[^1].Text);
    }

    [Fact]
    public void A_chosen_host_needs_no_discovery()
    {
        DeviceChoice choice = new(_log, "HmmGen", static () => throw new InvalidOperationException(), static () => throw new InvalidOperationException());
        using HmmDevice device = choice.Open(new HmmDeviceSettings { Kind = HmmDeviceKind.Host, MaxDegreeOfParallelism = 1 });

        Assert.Equal((HmmDeviceKind.Host, 1), (device.Kind, device.Options.MaxDegreeOfParallelism));
    }

    private DeviceChoice WithoutGpu() => new(_log, "HmmGen", static () => [HmmDevice.Host], static () => ["no driver"]);
}
