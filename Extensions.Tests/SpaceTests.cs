using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace HmmGen.Extensions.Tests;

/// <summary>The space of a container.</summary>
public sealed class SpaceTests
{
    private readonly CollectingLog _log = new();

    [Fact]
    public void The_configuration_chooses_the_mode()
    {
        using ServiceProvider container = Container.Of(_log, ("HmmGen:HostMode", "scopes"));
        HmmSpace space = container.GetRequiredService<HmmSpace>();

        Assert.Equal(HmmHostMode.Scopes, space.HostMode);
        Assert.Same(space, container.GetRequiredService<HmmSpace>());
        Assert.Equal((LogLevel.Information, "ModeChosen", $"The host mode is Scopes: {space.HostModeReason}"), Assert.Single(_log.Messages));
    }

    [Fact]
    public void A_mode_that_the_process_cannot_have_is_refused_or_replaced()
    {
        Assert.SkipWhen(HmmSpace.Shared.HostMode == HmmHostMode.Transparent, "this process can have every mode");
        using ServiceProvider strict = Container.Of(_log, ("HmmGen:HostMode", "Transparent"));
        Assert.Throws<PlatformNotSupportedException>(strict.GetRequiredService<HmmSpace>);
        using ServiceProvider lenient = Container.Of(_log, ("HmmGen:HostMode", "Transparent"), ("HmmGen:MayFallBack", "true"));

        Assert.Same(HmmSpace.Shared, lenient.GetRequiredService<HmmSpace>());
        Assert.Equal((LogLevel.Warning, "ModeMissing"), (_log.Messages[0].Level, _log.Messages[0].Name));
    }
}
