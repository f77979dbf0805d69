using System.Globalization;
using System.Text.RegularExpressions;

namespace HmmGen.Tool.Explanation;

/// <summary>A line of a plan's text that is an access. docs/compiler.md has the grammar.</summary>
/// <param name="Site">The access's number.</param>
/// <param name="IsMay">Whether it may be left out although its conditions hold.</param>
/// <param name="IsAfterEffects">Whether the kernel may have stored something before it.</param>
/// <param name="Index">The index.</param>
/// <param name="Conditions">The conditions; null when there are none.</param>
/// <param name="Why">Why it cannot be planned; null when it can, or when the text does not say.</param>
internal sealed partial record PlanLine(int Site, bool IsMay, bool IsAfterEffects, string Index, string? Conditions, string? Why)
{
    /// <summary>Takes a plan's text apart.</summary>
    /// <param name="text">The text.</param>
    /// <param name="names">Receives the lines that define names.</param>
    /// <returns>The accesses, in the text's order.</returns>
    public static IReadOnlyList<PlanLine> Read(string text, ICollection<string> names)
    {
        List<PlanLine> accesses = [];

        // A line that begins with a space continues the line before.
        foreach (string line in text.ReplaceLineEndings("\n").Replace("\n ", " ", StringComparison.Ordinal).Split('\n').Where(line => line.Length > 0))
        {
            Match access = Access().Match(line);
            if (access.Success)
            {
                accesses.Add(new PlanLine(
                    int.Parse(access.Groups["site"].Value, CultureInfo.InvariantCulture),
                    access.Groups["may"].Success,
                    access.Groups["late"].Success,
                    access.Groups["index"].Value,
                    access.Groups["when"].Success ? Spaces().Replace(access.Groups["when"].Value, " ") : null,
                    access.Groups["why"].Success ? access.Groups["why"].Value : null));
            }
            else if (!Test().IsMatch(line))
            {
                names.Add(line);
            }
        }

        return accesses;
    }

    [GeneratedRegex(
        @"^(?<site>\d+)(?<late> after effects)?: (?<may>may )?(reads?|writes?|changes?) \S+?\[(?<index>[^\]]*)\](\s+where (?<when>.*?))?"
        + @"( // line \d+( of .*?)?(: (?<why>(its index|a condition|it is|the kernel) .*))?)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Access();

    // Of tests a launch asks whether they can fail. They touch no memory.
    [GeneratedRegex(@"^\d+: fails\b", RegexOptions.CultureInvariant)]
    private static partial Regex Test();

    [GeneratedRegex(" +", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
