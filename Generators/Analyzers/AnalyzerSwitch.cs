using Microsoft.CodeAnalysis.Diagnostics;

namespace HmmGen.Generators.Analyzers;

/// <summary>Whether a build runs analyzers.</summary>
internal static class AnalyzerSwitch
{
    // The package makes these properties visible to the compiler (HmmGen.props). MSBuild takes the first one that is set.
    private static readonly string[] Properties = ["build_property.RunAnalyzers", "build_property.RunAnalyzersDuringBuild"];

    /// <summary>Whether the project leaves its analyzers out. The generator then has to report errors itself: else a kernel would be refused when it is launched.</summary>
    /// <param name="options">The options of the project.</param>
    /// <returns>True when it leaves them out.</returns>
    public static bool IsOff(AnalyzerConfigOptions options)
        => string.Equals(
            Properties.Select(property => options.TryGetValue(property, out string? value) ? value : "").FirstOrDefault(static value => value.Length > 0),
            "false",
            StringComparison.OrdinalIgnoreCase);
}
