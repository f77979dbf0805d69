using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HmmGen.Extensions;

/// <summary>Makes device and space when the host starts, so that a mistake stops the start and the log begins with what was chosen.</summary>
/// <param name="services">The container.</param>
internal sealed class FirstUse(IServiceProvider services) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = services.GetRequiredService<HmmDevice>();
        _ = services.GetRequiredService<HmmSpace>();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
