using System.Reflection;
using HmmGen.Base;

namespace HmmGen.Tests.Devices;

/// <summary>
/// The mechanisms of the engine that can be switched off: the properties of <see cref="PagingTestOptions"/> that are true by default, eviction by foresight
/// and age, and pages that come ahead. Results are the same without any of them.
/// </summary>
internal static class Mechanisms
{
    private static readonly PropertyInfo[] Switches =
        [.. typeof(PagingTestOptions).GetProperties().Where(property => property.PropertyType == typeof(bool) && property.GetValue(new PagingTestOptions()) is true)];

    /// <summary>Stands for all mechanisms together.</summary>
    public const string All = "all";

    /// <summary>The names of all mechanisms, and the one that stands for all together.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Switches.Select(property => property.Name), nameof(PagingTestOptions.Eviction), nameof(PagingTestOptions.Overlap), All];

    /// <summary>Switches a mechanism off.</summary>
    /// <param name="name">Its name, or <see cref="All"/>; null for none.</param>
    /// <param name="options">What else is asked for; null for nothing.</param>
    /// <returns>The options.</returns>
    public static PagingTestOptions Without(string? name, PagingTestOptions? options = null)
    {
        PagingTestOptions changed = (options ?? new PagingTestOptions()) with { };
        if (name == nameof(PagingTestOptions.Eviction))
        {
            return changed with { Eviction = EvictionKind.Clock };
        }

        if (name == nameof(PagingTestOptions.Overlap))
        {
            return changed with { Overlap = OverlapKind.Never };
        }

        foreach (PropertyInfo property in Switches.Where(property => name == All || property.Name == name))
        {
            property.SetValue(changed, false);
        }

        return name == All ? changed with { Eviction = EvictionKind.Clock, Overlap = OverlapKind.Never } : changed;
    }

    /// <summary>Switches a random mechanism off, in every second case.</summary>
    /// <param name="random">What draws.</param>
    /// <param name="options">What else is asked for.</param>
    /// <returns>The options.</returns>
    public static PagingTestOptions SometimesWithout(Random random, PagingTestOptions options)
        => random.Next(2) == 0 ? options : Without(Names[random.Next(Names.Count)], options);
}
