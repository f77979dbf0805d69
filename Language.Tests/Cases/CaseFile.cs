using System.Reflection;

namespace HmmGen.Language.Tests.Cases;

/// <summary>Reads files of cases: <c>### name</c>, then <c>@types</c>, <c>@helpers</c>, <c>@opt</c> and <c>@body</c>, which is where a case begins.</summary>
internal static class CaseFile
{
    private static readonly string[] Sections = ["types", "helpers", "opt", "body"];

    /// <summary>The cases of this project, in the order of their files.</summary>
    public static IReadOnlyList<LanguageCase> All { get; } =
    [
        .. Names("Cases/").Where(name => name.Contains("semantics", StringComparison.Ordinal))
            .SelectMany(name => Parse(Path.GetFileNameWithoutExtension(name), Read(name))),
    ];

    /// <summary>The text of a file that this assembly carries.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The text.</returns>
    public static string Read(string name)
    {
        using StreamReader reader = new(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    /// <summary>The files that this assembly carries.</summary>
    /// <param name="folder">How their names begin.</param>
    /// <returns>The names, in order.</returns>
    public static IReadOnlyList<string> Names(string folder)
        =>
        [
            .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
                .Where(n => n.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        ];

    /// <summary>Reads cases.</summary>
    /// <param name="file">The name that is put before each case's.</param>
    /// <param name="text">The text.</param>
    /// <returns>The cases.</returns>
    public static IReadOnlyList<LanguageCase> Parse(string file, string text)
    {
        List<LanguageCase> cases = [];
        foreach (string part in ("\n" + text.ReplaceLineEndings("\n")).Split("\n### ").Skip(1))
        {
            string[] lines = part.Split('\n');
            Dictionary<string, List<string>> sections = Sections.ToDictionary(name => name, _ => new List<string>());
            List<string> current = sections["body"];
            foreach (string line in lines.Skip(1))
            {
                // The rest of the line of a section's name belongs to the section. After "@opt one" the body goes on.
                string name = Array.Find(Sections, s => line == "@" + s || line.StartsWith($"@{s} ", StringComparison.Ordinal)) ?? "";
                if (name.Length > 0)
                {
                    string rest = line[(name.Length + 1)..].Trim();
                    current = sections[name];
                    current.Add(rest);
                    current = name == "opt" && rest.Length > 0 ? sections["body"] : current;
                }
                else
                {
                    current.Add(line);
                }
            }

            string Section(string name) => string.Join('\n', sections[name]).Trim();
            string title = lines[0].Trim();
            cases.Add(new LanguageCase(
                file.Length == 0 ? title : $"{file}/{title}", Section("types"), Section("helpers"), Section("opt"), Section("body")));
        }

        return cases;
    }
}
