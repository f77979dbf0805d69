using System.Globalization;
using System.Text.RegularExpressions;

namespace HmmGen.Tests.Transparent;

/// <summary>How a run of the stress program ended.</summary>
/// <param name="ExitCode">Its exit code; null when it had to be killed.</param>
/// <param name="Output">What it printed.</param>
internal sealed partial record StressResult(int? ExitCode, string Output)
{
    /// <summary>How many operations it did.</summary>
    public long Operations => Number("operations");

    /// <summary>How many values it found lost.</summary>
    public long Lost => Number("lost");

    /// <summary>How many values it found torn.</summary>
    public long Torn => Number("torn");

    private long Number(string group)
    {
        Match match = LastLine().Match(Output);
        return match.Success
            ? long.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The run printed no result:\n{Output}");
    }

    [GeneratedRegex(@"^(?<operations>\d+) operations, (?<lost>\d+) lost, (?<torn>\d+) torn\s*$", RegexOptions.Multiline)]
    private static partial Regex LastLine();
}
