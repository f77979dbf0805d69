using HmmGen.Tests.Shared;

namespace HmmGen.Packages.Tests;

/// <summary>A kind of project: what its user does from an empty folder on, and what must come of it. Each is a text in <c>Kinds</c>.</summary>
/// <param name="Title">What it is, as docs/packages.md names it.</param>
/// <param name="Size">The smallest run that tries it.</param>
/// <param name="Steps">What the user does and sees.</param>
internal sealed record Kind(string Title, TestSize Size, IReadOnlyList<Step> Steps)
{
    private const string Folder = "Kinds/";

    /// <summary>Whether it takes turns with others of its sort: a full run tries every second of them, and its seed says which. All would take several minutes.</summary>
    public bool TakesTurns { get; init; }

    /// <summary>The names of all kinds, or of those in one folder.</summary>
    /// <param name="folder">The folder, with a slash.</param>
    /// <returns>The names.</returns>
    public static IEnumerable<string> Names(string folder = "") => typeof(Kind).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder + folder, StringComparison.Ordinal)).Select(name => name[Folder.Length..]).Order(StringComparer.Ordinal);

    /// <summary>Reads a kind.</summary>
    /// <param name="name">Its name: folder and file.</param>
    /// <returns>The kind.</returns>
    public static Kind Read(string name) => Parse(Text(Folder + name));

    /// <summary>Understands the text of a kind.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The kind.</returns>
    /// <exception cref="FormatException">A line has no meaning, or the kind has no title.</exception>
    public static Kind Parse(string text)
    {
        string title = "";
        TestSize size = TestSize.Full;
        bool takesTurns = false;
        List<Step> steps = [];
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            (string word, string rest) = line.Split(' ', 2) is [string first, string second] ? (first, second) : (line, "");
            switch (word)
            {
                case "":
                    break;
                case "#":
                    title = title.Length == 0 ? rest : title;
                    break;
                case "size":
                    size = Enum.Parse<TestSize>(rest, ignoreCase: true);
                    break;
                case "turns":
                    takesTurns = true;
                    break;
                case "$":
                    steps.Add(new Step.Command(rest));
                    break;
                case ">":
                    steps.Add(new Step.Printed(rest.Trim()));
                    break;
                case "write":
                    steps.Add(new Step.Write(rest, ""));
                    break;
                case "program":
                    steps.Add(new Step.Write("Program.cs", Text("Programs/" + rest)));
                    break;
                case "readme":
                    steps.Add(new Step.Example(rest));
                    break;
                case "|" when steps is [.., Step.Write file]:
                    steps[^1] = file with { Text = file.Text + rest + "\n" };
                    break;
                default:
                    throw new FormatException($"No step: '{line}'.");
            }
        }

        return title.Length > 0 ? new Kind(title, size, steps) { TakesTurns = takesTurns } : throw new FormatException("A kind begins with '# ' and its title.");
    }

    private static string Text(string resource)
    {
        using Stream stream = typeof(Kind).Assembly.GetManifestResourceStream(resource) ?? throw new FormatException($"There is no {resource}.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
