using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace HmmGen.Packages.Tests;

/// <summary>What the documents promise is tried: README's commands and the table of docs/packages.md.</summary>
public sealed partial class DocumentTests
{
    /// <summary>Each command of README's section on installing is given in a kind.</summary>
    [Fact]
    public void The_commands_of_the_README_are_tried()
    {
        string[] commands = [.. Section().Matches(Read("README.md")).SelectMany(section => Block().Matches(section.Value))
            .SelectMany(block => block.Groups["code"].Value.Split('\n')).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0)];

        Assert.NotEmpty(commands);
        Assert.Empty(commands.Except(Kind.Names().SelectMany(name => Kind.Read(name).Steps.OfType<Step.Command>()).Select(command => command.Text)));
    }

    /// <summary>The table names all kinds and no other.</summary>
    [Fact]
    public void The_table_names_all_kinds()
        => Assert.Equal(
            Kind.Names().Select(name => Kind.Read(name).Title).Order(StringComparer.Ordinal),
            Row().Matches(Read("docs/packages.md")).Select(row => row.Groups["title"].Value).Order(StringComparer.Ordinal));

    /// <summary>A kind that expects nothing could not fail.</summary>
    [Fact]
    public void Each_kind_expects_a_line()
        => Assert.All(Kind.Names(), name => Assert.Contains(Kind.Read(name).Steps, step => step is Step.Printed));

    private static string Read(string file, [CallerFilePath] string here = "")
        => File.ReadAllText(Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(here))!, file)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"^## Install\n.*?(?=^## )", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^```sh\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\| (?<title>[^|]+) \| passes: ", RegexOptions.Multiline)]
    private static partial Regex Row();
}
