using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace HmmGen.Interop.Tests;

/// <summary>What docs/interop.md shows is what the tests run.</summary>
public sealed partial class PageTests
{
    [Fact]
    public void Each_block_is_part_of_the_test_that_it_names()
    {
        string page = File.ReadAllText(Path.Combine(Root(), "docs", "interop.md"));
        IReadOnlyList<Match> blocks = Block().Matches(page);
        Assert.True(blocks.Count > 7 && blocks.Count == Fence().Count(page), $"{blocks.Count} blocks name a test");
        Assert.All(blocks, block =>
        {
            HashSet<string> lines = [.. File.ReadLines(Path.Combine(Root(), block.Groups["file"].Value)).Select(line => line.Trim())];
            Assert.All(block.Groups["code"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(line.Trim(), lines));
        });
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetDirectoryName(Path.GetDirectoryName(file))!;

    [GeneratedRegex(@"^<!-- (?<file>\S+) -->\r?\n```csharp\r?\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("^```csharp", RegexOptions.Multiline)]
    private static partial Regex Fence();
}
