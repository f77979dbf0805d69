using System.Text.RegularExpressions;
using Xunit;

namespace HmmGen.Generators.Tests;

/// <summary>Hot reload restarts a program whose kernel has other code, and only such a program. What decides is a constant: hot reload cannot change one.</summary>
public sealed partial class EditionTests
{
    private const string Kernel =
        """
        namespace App;

        static partial class Ops
        {
            private static ReadOnlySpan<int> Steps => [3, 4];

            [HmmKernel]
            public static void Walk(int i, long limit, ReadOnlySpan<int> next, Span<int> x)
            {
                int at = i;
                for (int k = 0; k < limit; k++)
                {
                    at = Follow(next[at]) + Steps[k & 1];
                }

                x[i] = at;
            }

            private static int Follow(int value) => value + 1;
        }
        """;

    public static TheoryData<string, string> Changes => new()
    {
        { "x[i] = at;", "x[i] = at + 1;" },
        { "int at = i;", "int at = i; x[i] = 7;" },
        { "value + 1", "value + 2" },
        { "[3, 4]", "[3, 5]" },
        { "k++", "k += 2" },
        { "long limit", "int limit" },
    };

    public static TheoryData<string, string> Moves => new()
    {
        { "namespace App;", "// A line.\n\nnamespace App;" },
        { "int at = i;", "\n\nint at = i; // Where it is." },
        { "x[i] = at;", "x[i]\n=\nat;" },
        { "value + 1;", "value + 1;\n\npublic static int Other => 7;" },
        { "public static void Walk", "// A line.\npublic static void Walk" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Other_code_is_another_edition(string old, string changed) => Assert.NotEqual(Edition(Kernel), Edition(Replace(old, changed)));

    [Theory]
    [MemberData(nameof(Moves))]
    public void Code_at_another_place_is_the_same_edition(string old, string changed) => Assert.Equal(Edition(Kernel), Edition(Replace(old, changed)));

    private static string Replace(string old, string changed)
    {
        Assert.Contains(old, Kernel, StringComparison.Ordinal);
        return Kernel.Replace(old, changed, StringComparison.Ordinal);
    }

    private static string Edition(string text)
        => Assert.Single(Constant().Matches(new TestProject(files: ("Ops.cs", text)).Generated)).Groups["value"].Value;

    [GeneratedRegex("const ulong Edition = (?<value>0x[0-9a-f]{16});")]
    private static partial Regex Constant();
}
