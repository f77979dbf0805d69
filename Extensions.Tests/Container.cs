using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HmmGen.Extensions.Tests;

/// <summary>Makes containers as users do.</summary>
internal static class Container
{
    /// <summary>A container with a configuration and a log.</summary>
    /// <param name="add">Adds HmmGen.</param>
    /// <param name="log">Takes the messages.</param>
    /// <param name="values">The configuration.</param>
    /// <returns>The container.</returns>
    public static ServiceProvider Of(Action<IServiceCollection> add, CollectingLog log, params (string Key, string? Value)[] values)
    {
        ServiceCollection services = new();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(static value => KeyValuePair.Create(value.Key, value.Value)))
            .Build());
        services.AddLogging(logging => logging.AddProvider(log));
        add(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    /// <summary>A container with HmmGen, a configuration and a log.</summary>
    public static ServiceProvider Of(CollectingLog log, params (string Key, string? Value)[] values) => Of(static services => services.AddHmmGen(), log, values);
}
