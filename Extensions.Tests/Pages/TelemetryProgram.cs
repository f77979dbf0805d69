using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace HmmGen.Extensions.Tests.Pages;

/// <summary>The programs of docs/telemetry.md, which quotes them.</summary>
internal static class TelemetryProgram
{
    /// <summary>Exports what happens in some work.</summary>
    /// <param name="work">The work.</param>
    public static void Plain(Action work)
    {
        using TracerProvider traces = Sdk.CreateTracerProviderBuilder().AddSource(HmmTelemetry.Name).AddOtlpExporter().Build();
        using MeterProvider meters = Sdk.CreateMeterProviderBuilder().AddMeter(HmmTelemetry.Name).AddOtlpExporter().Build();
        work();
    }

    /// <summary>Exports what happens in some work while a host runs.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancel">Stops the start and the end of the host.</param>
    /// <returns>The task.</returns>
    public static async Task InHost(Action work, CancellationToken cancel)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddOpenTelemetry()
            .WithTracing(traces => traces.AddSource(HmmTelemetry.Name).AddOtlpExporter())
            .WithMetrics(meters => meters.AddMeter(HmmTelemetry.Name).AddOtlpExporter());
        using IHost host = builder.Build();
        await host.StartAsync(cancel);
        work();
        await host.StopAsync(cancel);
    }
}
