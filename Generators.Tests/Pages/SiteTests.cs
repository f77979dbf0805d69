using System.Text.RegularExpressions;
using HmmGen.Generators.Tests.Architecture;
using Xunit;

namespace HmmGen.Generators.Tests.Pages;

/// <summary>The table of contents of the site, which <c>eng/site.sh</c> builds, has all pages.</summary>
public sealed partial class SiteTests
{
    /// <summary>Each page stands there once, and nothing that is not there.</summary>
    [Fact]
    public void All_pages_are_in_the_table_of_contents()
    {
        IEnumerable<string> named = Targets("docs/site/toc.yml", "").Concat(Targets("docs/site/docs/toc.yml", "docs"));

        Assert.Equal(RepositoryPages.All.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Targets(string toc, string folder)
        => Href().Matches(RepositoryPages.Read(toc)).Select(match => match.Groups["to"].Value).Where(to => to.EndsWith(".md", StringComparison.Ordinal))
            .Select(to => Path.GetRelativePath(RepositoryPages.Root, Path.GetFullPath(Path.Combine(RepositoryPages.Root, folder, to))).Replace('\\', '/'));

    [GeneratedRegex("^ *href: (?<to>.+)$", RegexOptions.Multiline)]
    private static partial Regex Href();
}
