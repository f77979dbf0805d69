using System.Globalization;
using System.Text.RegularExpressions;
using HmmGen.Generators.Tests.Architecture;
using Xunit;

namespace HmmGen.Generators.Tests.Pages;

/// <summary>What docs/walk.md names is there.</summary>
public sealed partial class WalkTests
{
    [Fact]
    public void Each_step_names_a_method_in_its_file()
    {
        Match[] steps = Step().Matches(Page()).ToArray();
        Assert.Equal(Numbered().Count(Page()), steps.Length);
        Assert.All(steps, step => AssertHas(Path.Combine(RepositoryPages.Root, step.Groups["file"].Value), step.Groups["type"].Value, step.Groups["method"].Value));
    }

    [Fact]
    public void Other_methods_are_in_the_files_of_their_types()
    {
        string[] sources = [.. new[] { "Generators", "Runtime", "FaultService" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(RepositoryPages.Root, folder), "*.cs", SearchOption.AllDirectories))];
        string text = Step().Replace(Page(), "").Replace("`SaxpyKernel.Run`", "", StringComparison.Ordinal);
        Assert.All(Method().Matches(text).ToArray(), named =>
        {
            string type = named.Groups["type"].Value;
            string[] files = [.. sources.Where(file => Path.GetFileName(file).Split('.', '{').Contains(type))];
            Assert.Contains(files, file => Has(file, type, named.Groups["method"].Value));
        });
    }

    [Fact]
    public void A_launch_takes_ten_steps_and_a_touch_four()
    {
        int[] numbers = [.. Step().Matches(Page()).Select(step => int.Parse(step.Groups["number"].Value, CultureInfo.InvariantCulture))];
        Assert.Equal([.. Enumerable.Range(1, 10), .. Enumerable.Range(1, 4)], numbers);
    }

    private static void AssertHas(string file, string type, string method)
    {
        Assert.True(File.Exists(file), file);
        Assert.True(Has(file, type, method), $"{file} has no {type}.{method}.");
    }

    private static bool Has(string file, string type, string method)
    {
        string text = File.ReadAllText(file);
        return Regex.IsMatch(text, $@"\b(class|struct) {type}\b") && Regex.IsMatch(text, $@" {method}(<[\w, ]+>)?\(");
    }

    private static string Page() => RepositoryPages.Read("docs/walk.md");

    [GeneratedRegex(@"^\d+\. ", RegexOptions.Multiline)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^(?<number>\d+)\. `(?<file>[^`]+)`, `(?<type>\w+)\.(?<method>\w+)`:", RegexOptions.Multiline)]
    private static partial Regex Step();

    [GeneratedRegex(@"`(?<type>[A-Z]\w+)\.(?<method>[A-Z]\w+)`")]
    private static partial Regex Method();
}
