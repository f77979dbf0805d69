using System.Globalization;
using System.Text.RegularExpressions;

namespace HmmGen.Tool.Explanation;

/// <summary>Says in words what a name in a plan's text stands for.</summary>
internal static partial class NameText
{
    /// <summary>Puts a line into words.</summary>
    /// <param name="line">The line that defines the name.</param>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The words.</returns>
    public static string Of(string line, KernelExplanation kernel)
    {
        Match source = Source().Match(line);
        if (!source.Success)
        {
            return Loop().Replace(line, "${name} goes from ${bounds} (line ${line})");
        }

        string name = source.Groups["name"].Value;

        int number = int.Parse(source.Groups["number"].Value, CultureInfo.InvariantCulture);
        return source.Groups["kind"].Value switch
        {
            "index" => $"{name} is the work item's index" + (kernel.Rank == 1 ? "" : $" of dimension {number}"),
            "length" => $"{name} is the length of {kernel.Parameters[number].Name}",
            _ => $"{name} is an argument of the launch",
        };
    }

    [GeneratedRegex(@"^(?<name>\S+): (?<kind>index|number|unsigned|length) (?<number>\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex Source();

    [GeneratedRegex(@"^(?<name>\S+): from (?<bounds>.*) // line (?<line>\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Loop();
}
