using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace HmmGen.Extensions.Tests;

/// <summary>HmmGen in a generic host.</summary>
public sealed class HostTests
{
    private readonly CollectingLog _log = new();

    [Fact]
    public async Task The_log_begins_with_what_was_chosen_once()
    {
        HmmDevice device;
        using (IHost host = Host(("HmmGen:Kind", "Simulated"), ("HmmGen:HostMode", "Scopes")))
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
            Assert.Equal(["DeviceChosen", "ModeChosen"], _log.Messages.Select(static said => said.Name));
            device = host.Services.GetRequiredService<HmmDevice>();
            Ops.Double(device, 1, new int[1]);
            await host.StopAsync(TestContext.Current.CancellationToken);
            Assert.Equal(2, _log.Messages.Count);
        }

        Assert.Throws<ObjectDisposedException>(() => Ops.Double(device, 1, new int[1]));
    }

    [Fact]
    public async Task A_wrong_value_stops_the_start()
    {
        using IHost host = Host(("HmmGen:PageSize", "5000"));
        OptionsValidationException refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("HmmGen:PageSize is '5000'", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_log.Messages);
    }

    [Fact]
    public async Task A_wrong_value_of_a_keyed_device_stops_the_start()
    {
        using IHost host = Host(("HmmGen:Devices:small:Number", "-1"));
        OptionsValidationException refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal("HmmGen:Devices:small:Number is '-1': set at least 0.", Assert.Single(refusal.Failures));
    }

    [Fact]
    public async Task A_wrong_key_beside_keyed_devices_stops_the_start()
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("HmmGen:Devices:large:Kind", (string?)"Host")]);
        builder.Services.AddHmmDevice("small");
        using IHost host = builder.Build();
        OptionsValidationException refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal("HmmGen:Devices:large is for no device: register one with AddHmmDevice(\"large\").", Assert.Single(refusal.Failures));
    }

    private IHost Host(params (string Key, string? Value)[] values)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(values.Select(static value => KeyValuePair.Create(value.Key, value.Value)));
        builder.Logging.AddProvider(_log);
        builder.Services.AddHmmGen().AddHmmDevice("small");
        return builder.Build();
    }
}
