using System.Text;

namespace HmmGen.Language.Tests.Cases;

/// <summary>A C# body whose meaning every device must keep.</summary>
/// <param name="Name">Its name, with the name of its file before.</param>
/// <param name="Types">Declarations beside the kernel's class.</param>
/// <param name="Helpers">Declarations in the kernel's class.</param>
/// <param name="Options">
/// Words: <c>one</c> for a single work item, <c>b=a</c> when parameter <c>b</c> is given the array of <c>a</c>, <c>near</c> when devices have functions of their
/// own for what it computes.
/// </param>
/// <param name="Body">The kernel's statements.</param>
internal sealed record LanguageCase(string Name, string Types, string Helpers, string Options, string Body)
{
    /// <summary>Whether only one work item runs, so that effects before an exception can be compared.</summary>
    public bool IsSingle => Words.Contains("one");

    /// <summary>Whether hardware may give the floating number next to the host's.</summary>
    public bool IsNear => Words.Contains("near");

    private string[] Words => Options.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The parameter whose array another parameter is given too.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The name of the parameter that owns the array; the same where it is not shared.</returns>
    public string OwnerOf(string parameter)
        => Words.FirstOrDefault(word => word.StartsWith(parameter + "=", StringComparison.Ordinal)) is { } word
            ? word[(parameter.Length + 1)..]
            : parameter;

    /// <summary>The case as it stands in a file of cases.</summary>
    /// <returns>The text.</returns>
    public string ToText()
    {
        StringBuilder text = new($"### {Name}\n");
        foreach ((string section, string content) in new[] { ("types", Types), ("helpers", Helpers), ("opt", Options), ("body", Body) })
        {
            if (content.Length > 0)
            {
                text.Append('@').Append(section).Append('\n').Append(content).Append('\n');
            }
        }

        return text.ToString();
    }
}
