using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using HmmGen.Generators.Tests.Architecture;
using Xunit;

namespace HmmGen.Generators.Tests.Pages;

/// <summary>The pictures of the pages: who cannot see them has their words, and the names in them are those of the code.</summary>
public sealed partial class PictureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>Names of others.</summary>
    private static readonly HashSet<string> Foreign = ["OpenCL"];

    private static readonly Lazy<string> Code = new(() => string.Join('\n', new[] { "Runtime", "FaultService", "Generators" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(RepositoryPages.Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !Output().IsMatch(file)).Select(File.ReadAllText)));

    /// <summary>The pictures, as paths from the root.</summary>
    public static TheoryData<string> Pictures { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(RepositoryPages.Root, "docs", "pictures")).Select(path => Path.GetRelativePath(RepositoryPages.Root, path).Replace('\\', '/'))];

    /// <summary>It is an image with a title and a description, which it names as its label, in both colour schemes.</summary>
    /// <param name="picture">The picture.</param>
    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_picture_says_what_it_shows(string picture)
    {
        XElement root = Read(picture);

        Assert.Equal((Svg + "svg", "img", "title desc"), (root.Name, (string?)root.Attribute("role"), (string?)root.Attribute("aria-labelledby")));
        Assert.True(Said(root, "title").Length > 5 && Said(root, "desc").Length > 100);
        Assert.Contains("prefers-color-scheme: dark", Assert.Single(root.Elements(Svg + "style")).Value, StringComparison.Ordinal);
    }

    /// <summary>A page shows it with words in its place. README does not: package galleries show no relative pictures.</summary>
    /// <param name="picture">The picture.</param>
    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_page_shows_it(string picture)
    {
        string name = picture["docs/".Length..];
        Match[] shown = RepositoryPages.Docs.SelectMany(page => Image().Matches(RepositoryPages.Read(page))).Where(image => image.Groups["to"].Value.EndsWith(name, StringComparison.Ordinal)).ToArray();

        Assert.True(Assert.Single(shown).Groups["words"].Length > 20);
        Assert.DoesNotContain(".svg", RepositoryPages.Read("README.md"), StringComparison.Ordinal);
    }

    /// <summary>Its text lies within it.</summary>
    /// <param name="picture">The picture.</param>
    [Theory]
    [MemberData(nameof(Pictures))]
    public void Its_text_lies_within_it(string picture)
    {
        XElement root = Read(picture);
        double[] view = [.. ((string)root.Attribute("viewBox")!).Split(' ').Select(Number)];
        XElement[] texts = [.. root.Descendants(Svg + "text")];

        Assert.True(texts.Length > 10);
        Assert.All(texts, text =>
        {
            // Wide letters take some eight units, half of them on each side of the middle.
            (double x, double y) = (Number((string)text.Attribute("x")!), Number((string)text.Attribute("y")!));
            bool isLeft = ((string?)text.Attribute("class"))?.Contains("left", StringComparison.Ordinal) == true;
            double left = isLeft ? 0 : text.Value.Length * 4;
            Assert.InRange(x, left, view[2] - (isLeft ? text.Value.Length * 8 : left));
            Assert.InRange(y, 12, view[3] - 4);
        });
    }

    /// <summary>What looks like a name of the code is one, and so is each layer and each host mode.</summary>
    /// <param name="picture">The picture.</param>
    [Theory]
    [MemberData(nameof(Pictures))]
    public void Names_are_those_of_the_code(string picture)
    {
        XElement root = Read(picture);
        IEnumerable<string> words = new[] { Said(root, "title"), Said(root, "desc") }.Concat(root.Descendants(Svg + "text").Select(text => text.Value))
            .SelectMany(text => Name().Matches(text)).Select(word => word.Value).Except(Foreign);
        IEnumerable<string> titles = root.Descendants(Svg + "text").Where(text => ((string?)text.Attribute("class"))?.StartsWith("name", StringComparison.Ordinal) == true)
            .Select(text => text.Value).Where(text => Title().IsMatch(text));

        Assert.DoesNotContain(words, word => !IsName(word));
        Assert.DoesNotContain(titles, title => !Enum.TryParse<HmmHostMode>(title, out _) && !Directory.Exists(Path.Combine(RepositoryPages.Root, "Runtime", title)));
    }

    /// <summary>The layers of the runtime stand in the picture as they lie upon one another.</summary>
    [Fact]
    public void The_layers_are_in_order()
    {
        string overview = RepositoryPages.Read("docs/overview.md");
        IEnumerable<string> layers = Layer().Matches(overview[overview.IndexOf("## Layers of the runtime", StringComparison.Ordinal)..overview.IndexOf("## Layers of the generator", StringComparison.Ordinal)])
            .Select(layer => layer.Groups["name"].Value);
        IEnumerable<string> shown = Read("docs/pictures/pieces.svg").Descendants(Svg + "text").Where(text => (string?)text.Attribute("class") == "name" && Title().IsMatch(text.Value))
            .OrderBy(text => Number((string)text.Attribute("y")!)).Select(text => text.Value);

        Assert.Equal(layers, shown);
    }

    /// <summary>What is no name is found.</summary>
    /// <param name="word">The word.</param>
    [Theory]
    [InlineData("HmmArrays")]
    [InlineData("HmmArray.AsSpans")]
    public void What_is_no_name_is_found(string word) => Assert.False(IsName(word));

    private static bool IsName(string word)
    {
        string[] parts = word.Split('.');
        bool isType = Regex.IsMatch(Code.Value, $@"\b(class|struct|enum|record|interface) {parts[0]}(Attribute)?\b");
        return parts.Length == 1 ? isType || Enum.TryParse<HmmHostMode>(word, out _) : isType && Regex.IsMatch(Code.Value, $@" {parts[1]}(<\w+>)?\(");
    }

    private static XElement Read(string picture) => XDocument.Parse(RepositoryPages.Read(picture)).Root!;

    private static string Said(XElement root, string id)
    {
        XElement said = Assert.Single(root.Elements(Svg + id));
        Assert.Equal(id, (string?)said.Attribute("id"));
        return said.Value;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"!\[(?<words>[^\]]*)\]\((?<to>[^)]+)\)")]
    private static partial Regex Image();

    [GeneratedRegex(@"\b[A-Z][a-z]+[A-Z]\w*(\.[A-Z]\w+)?")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[A-Z]\w+$")]
    private static partial Regex Title();

    [GeneratedRegex(@"^   (?<name>[A-Z]\w+) {2,}", RegexOptions.Multiline)]
    private static partial Regex Layer();

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]")]
    private static partial Regex Output();
}
