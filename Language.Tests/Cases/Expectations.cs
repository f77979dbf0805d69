namespace HmmGen.Language.Tests.Cases;

/// <summary>What each case of this project must come to: <c>Cases/expected.txt</c>, a line <c>name: verdict</c> each.</summary>
internal static class Expectations
{
    private static readonly Dictionary<string, string> Verdicts = CaseFile.Read("Cases/expected.txt").ReplaceLineEndings("\n")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(": ", 2))
        .ToDictionary(parts => parts[0], parts => parts[1]);

    /// <summary>The verdict that a case must have.</summary>
    /// <param name="case">The case.</param>
    /// <returns>The verdict; null for a case without an entry.</returns>
    public static string? Of(LanguageCase @case) => Verdicts.GetValueOrDefault(@case.Name);
}
