using HmmGen.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace HmmGen.Extensions.Tests.Pages;

/// <summary>The program and the settings of docs/dependency-injection.md, together as a user has them.</summary>
public sealed class DependencyInjectionPageTests : IDisposable
{
    private const string Page = "docs/dependency-injection.md";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hmmgen-page-");

    [Fact]
    public async Task The_program_runs_under_the_settings()
    {
        using IHost host = Host(PageBlock.One(Page, "json").Code);
        await host.StartAsync(TestContext.Current.CancellationToken);
        HmmDevice small = host.Services.GetRequiredKeyedService<HmmDevice>("small");

        Assert.Equal(28, host.Services.GetRequiredService<Doubling>().Run(7));
        Assert.Equal((HmmDeviceKind.Simulated, 2L << 20), (small.Kind, small.MemoryBudget));
        Assert.Equal(HmmHostMode.Scopes, host.Services.GetRequiredService<HmmSpace>().HostMode);
        Assert.Equal(512L << 20, host.Services.GetRequiredService<IOptions<HmmSettings>>().Value.MemoryBudget);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Without_settings_it_runs_too()
    {
        using IHost host = Host("{}");

        Assert.Equal(28, host.Services.GetRequiredService<Doubling>().Run(7));
        Assert.Equal(HmmDeviceKind.Simulated, host.Services.GetRequiredKeyedService<HmmDevice>("small").Kind);
    }

    [Fact]
    public async Task A_wrong_value_has_the_message_of_the_page()
    {
        const string Message = "HmmGen:PageSize is '5000': set a power of two of at least 4096 bytes, or leave it out.";
        using IHost host = Host("""{ "HmmGen": { "PageSize": 5000 } }""");
        OptionsValidationException refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(Message, refusal.Failures);
        Assert.Contains($"`{Message}`", PageBlock.Read(Page), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private IHost Host(string settings)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "appsettings.json"), settings);
        return ServiceProgram.Build(["--contentRoot", _folder.FullName, "--Logging:LogLevel:Default=None"]);
    }
}
