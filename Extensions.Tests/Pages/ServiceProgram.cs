using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HmmGen.Extensions.Tests.Pages;

/// <summary>The program of docs/dependency-injection.md, which quotes it.</summary>
internal static class ServiceProgram
{
    /// <summary>Makes the host.</summary>
    /// <param name="args">The arguments of the program.</param>
    /// <returns>The host, not yet started.</returns>
    public static IHost Build(string[] args)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddHmmGen();
        builder.Services.AddHmmDevice("small", settings => settings.Kind = HmmDeviceKind.Simulated);
        builder.Services.AddSingleton<Doubling>();
        return builder.Build();
    }
}
