using System.Globalization;
using HmmGen.Generators.Tests.Architecture;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HmmGen.Generators.Tests.Diagnostics;

/// <summary>What the messages of diagnostics say.</summary>
public sealed class MessageTests
{
    private const string Extensions = """

        struct P { public int X; }
        static class E
        {
            extension(ref P p) { public int V { get => p.X; set => p.X = value; } public void Inc() => p.X++; }
            extension(P q) { public static int Two => 2; public static int Add(int a) => a + 2; public int W { get => q.X; set { } }
                public static P operator -(P l, P r) => new() { X = l.X - r.X }; }
            extension(int z) { public bool Even => z % 2 == 0; public bool Is(int w) { return Same(w); bool Same(int v) => v == z; } }
            extension(Span<int> s) { public ref int R => ref s[0]; }
        }
        """;

    /// <summary><c>dotnet build</c> prints the first line only.</summary>
    [Theory]
    [InlineData("x[i +\n 1] = 1; x[i]++;", "'x[i]' reads an element that another work item of the same launch writes as 'x[i + 1]',")]
    [InlineData("x[ // why\n -\n 1] = 1;", "'x[- 1]' is out of range")]
    [InlineData("x[i] = 1; x[\r\n 3 /* three */ ] = i;", "Every work item writes 'x[3]',")]
    public async Task A_lint_quotes_on_one_line(string body, string message)
    {
        IReadOnlyList<Diagnostic> found = (await Analyzed.Of(Kernel(body))).Reported;
        Assert.Contains(found, one => Text(one).Contains(message, StringComparison.Ordinal));
        Assert.All(found, one => Assert.DoesNotContain('\n', Text(one)));
    }

    [Theory]
    [InlineData("x[i] = i is\n{ /* none */ Even:\n true } ? 1 : 2;", "The pattern 'Even: true'")]
    [InlineData("x // none\n  .R\n = 3;", "Assigning 'x.R'")]
    [InlineData("x[i] = \"\"\"\n  a\n  b\n  \"\"\"u8.ToArray()[0];", "ToArray")]
    public async Task An_error_quotes_on_one_line(string body, string message)
    {
        IReadOnlyList<Diagnostic> errors = await Compilations.Errors(Kernel(body));
        Assert.Contains(errors, one => Text(one).Contains(message, StringComparison.Ordinal));
        Assert.All(errors, one => Assert.DoesNotContain('\n', Text(one)));
    }

    [Fact]
    public async Task A_long_quote_is_shortened()
    {
        string body = $"int[,] t = new int[,] {{ {{ {string.Join(", ", Enumerable.Range(0, 200))} }} }}; x[i] = t[0, 0];";
        IReadOnlyList<Diagnostic> errors = await Compilations.Errors(Kernel(body));
        Assert.NotEmpty(errors);
        Assert.All(errors, one => Assert.True(Text(one).Length < 250, Text(one)));
    }

    /// <summary>Nothing but quotes puts source text into messages.</summary>
    [Fact]
    public void Source_text_is_quoted_in_one_way() =>
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Path.Combine(RepositoryPages.Root, "Generators"), "*.cs", SearchOption.AllDirectories),
            file => File.ReadAllText(file).Contains(".Syntax}", StringComparison.Ordinal));

    [Theory]
    [InlineData("y[i].X += E.Add(2);", "HMM007", "'E.Add(int)' cannot be called from a kernel: it is a member of an extension block in its static form; call it on")]
    [InlineData("x[i] = E.Is(i, 4) ? 1 : 2;", "HMM007", "extension block")]
    [InlineData("x[i] = E.get_V(ref y[i]);", "HMM007", "extension block")]
    [InlineData("E.Inc(ref y[i]);", "HMM007", "extension block")]
    [InlineData("x[i] = i is { Even: true } ? 1 : 2;", "HMM005", "The pattern 'Even: true', which asks a property of an extension block, cannot run on a device: write the comparison out")]
    [InlineData("P t = y[i]; x[i] = t is { W: > 3 } ? 1 : 2;", "HMM005", "The pattern 'W: > 3', which asks a property of an extension block")]
    [InlineData("y[i].V = 5;", "HMM005", "Assigning 'y[i].V', a property of an extension block, cannot run on a device: assign the field or the element itself")]
    [InlineData("y[i].V += 5;", "HMM005", "a property of an extension block")]
    [InlineData("y[i].V++;", "HMM005", "a property of an extension block")]
    [InlineData("x.R = 3;", "HMM005", "a property of an extension block")]
    public async Task A_member_of_an_extension_block_is_named_as_the_cause(string body, string id, string message)
    {
        string source = Kernel(body);
        Diagnostic error = Assert.Single(await Compilations.Errors(source));
        Assert.Equal(id, error.Id);
        Assert.Contains(message, Text(error), StringComparison.Ordinal);
        Assert.True(error.Location.SourceSpan.Start < source.IndexOf("struct P", StringComparison.Ordinal), "It is told at the call.");
    }

    [Theory]
    [InlineData("y[i].Inc();")]
    [InlineData("y[i].X += P.Add(3) + P.Two + E.get_Two();")]
    [InlineData("y[i] = y[i] - y[0];")]
    [InlineData("x[i] = i.Even || i.Is(4) ? y[i].V : y[i].W;")]
    public async Task Members_of_extension_blocks_are_called(string body) => Assert.Empty(await Compilations.Errors(Kernel(body)));

    private static string Kernel(string body) =>
        $"static partial class Ops {{ [HmmKernel] static void K(int i, Span<int> x, Span<P> y) {{ {body} }} }}{Extensions}";

    private static string Text(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);
}
