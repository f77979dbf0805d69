using System.Reflection;
using HmmGen.Base;

namespace HmmGen.Tests.Devices;

/// <summary>
/// The mechanisms of the engine that can be switched off: the properties of <see cref="PagingTestOptions"/> that are true by default, and eviction by foresight
/// and age. Results are the same without any of them.
/// </summary>
internal static class Mechanisms
{
    private static readonly PropertyInfo[] Switches =
        [.. typeof(PagingTestOptions).GetProperties().Where(property => property.PropertyType == typeof(bool) && property.GetValue(new PagingTestOptions()) is true)];

    /// <summary>The names of all mechanisms.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Switches.Select(property => property.Name), nameof(PagingTestOptions.Eviction)];

    /// <summary>Switches a mechanism off.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">What else is asked for; null for nothing.</param>
    /// <returns>The options.</returns>
    public static PagingTestOptions Without(string name, PagingTestOptions? options = null)
    {
        PagingTestOptions changed = (options ?? new PagingTestOptions()) with { };
        if (name == nameof(PagingTestOptions.Eviction))
        {
            return changed with { Eviction = EvictionKind.Clock };
        }

        Switches.Single(property => property.Name == name).SetValue(changed, false);
        return changed;
    }

    /// <summary>Switches a random mechanism off, in every second case.</summary>
    /// <param name="random">What draws.</param>
    /// <param name="options">What else is asked for.</param>
    /// <returns>The options.</returns>
    public static PagingTestOptions SometimesWithout(Random random, PagingTestOptions options)
        => random.Next(2) == 0 ? options : Without(Names[random.Next(Names.Count)], options);
}
