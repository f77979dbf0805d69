using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using HmmGen.Tests.Shared;
using HmmGen.Tool.Explanation;
using HmmGen.Tool.Information;
using HmmGen.Tool.Measuring;
using HmmGen.Tool.Output;
using HmmGen.Tool.Verification;
using Xunit;

namespace HmmGen.Tool.Tests.Pages;

/// <summary>The shape of JSON that docs/tool.md promises is the one that the tool writes.</summary>
public sealed partial class JsonPageTests
{
    private const string Page = "docs/tool.md";

    /// <summary>A table's place in the page, and the type whose members it has.</summary>
    private static readonly Dictionary<string, Type> Tables = new()
    {
        ["JSON of info"] = typeof(MachineReport),
        ["JSON of verify"] = typeof(VerificationResult),
        ["JSON of bench"] = typeof(BenchResult),
        ["JSON of explain"] = typeof(KernelExplanation),
        ["JSON of explain with show"] = typeof(KernelText),
    };

    /// <summary>The headings of the tables.</summary>
    public static TheoryData<string> Headings { get; } = [.. Tables.Keys];

    [Fact]
    public void The_document_has_the_members_that_stand_there()
    {
        JsonElement shown = JsonDocument.Parse(PageBlock.One(Page, "json").Code).RootElement;
        JsonElement written = JsonDocument.Parse(ToolRun.Of("info", "--json").Output).RootElement;

        Assert.Equal(shown.EnumerateObject().Select(member => member.Name), written.EnumerateObject().Select(member => member.Name));
        Assert.Equal(shown.GetProperty("shape").GetInt32(), written.GetProperty("shape").GetInt32());
        Assert.Contains("""`{ "message": "…", "near": ["…"] }`""", PageBlock.Read(Page), StringComparison.Ordinal);
        Assert.Equal(["message", "near"], Members(typeof(JsonError)));
    }

    [Theory]
    [MemberData(nameof(Headings))]
    public void A_result_has_the_members_that_stand_there(string heading)
    {
        (string[] Members, string[] Inner)[] rows = Rows(Section(heading), "member");
        Type type = Tables[heading];

        Assert.Equal(Members(type), rows.SelectMany(row => row.Members));
        Assert.All(rows, row => AssertInner(type, row.Members[^1], row.Inner));
    }

    [Fact]
    public void An_access_has_the_members_that_stand_there()
    {
        (string[] Members, string[] Inner)[] rows = Rows(Section("JSON of explain"), "member of an access");

        Assert.Equal(Members(typeof(AccessExplanation)), rows.SelectMany(row => row.Members));
        Assert.All(rows, row => AssertInner(typeof(AccessExplanation), row.Members[^1], row.Inner));
    }

    /// <summary>Each section on JSON is known here.</summary>
    [Fact]
    public void No_table_is_left_out() => Assert.Equal(Tables.Keys, Heading().Matches(PageBlock.Read(Page)).Select(heading => heading.Groups["words"].Value));

    /// <summary>A row of a record has the record's members, and a row of an enum its values.</summary>
    private static void AssertInner(Type type, string member, string[] inner)
    {
        Type of = type.GetProperties().Single(property => Camel(property.Name) == member).PropertyType;
        of = of is { IsGenericType: true } && of.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? of.GetGenericArguments()[0] : of;
        if (of.IsEnum)
        {
            Assert.Equal(Enum.GetNames(of).Select(Camel).Order(), inner.Length == 0 ? Enum.GetNames(of).Select(Camel).Order() : inner.Order());
        }
        else if (of.Assembly == typeof(JsonError).Assembly)
        {
            Assert.Equal(Members(of), inner);
        }
    }

    private static IEnumerable<string> Members(Type type)
        => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => Camel(property.Name));

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static string Section(string heading)
    {
        string page = PageBlock.Read(Page);
        int start = page.IndexOf($"### {heading}\n", StringComparison.Ordinal) + 4;
        return page[start..page.IndexOf("\n##", start, StringComparison.Ordinal)];
    }

    private static (string[] Members, string[] Inner)[] Rows(string section, string title)
    {
        string table = section[section.IndexOf($"| {title} |", StringComparison.Ordinal)..].Split("\n\n")[0];
        return [.. table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).Select(row => row.Split('|')).Select(cells => (Codes(cells[1]), Codes(cells[2])))];
    }

    private static string[] Codes(string cell) => [.. Code().Matches(cell).Select(code => code.Groups["text"].Value)];

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("^### (?<words>JSON .*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
