using System.Globalization;
using HmmGen.Language.Tests.Cases;
using HmmGen.Language.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HmmGen.Language.Tests.Mutations;

/// <summary>A source with tokens missing, exchanged or doubled, as it stands in an editor most of the time.</summary>
/// <param name="Seed">What it was made of.</param>
/// <param name="Tree">The source; its namespace is its own.</param>
internal sealed record Mutant(int Seed, SyntaxTree Tree)
{
    /// <summary>The namespace that all mutants are in, and with them the corpus's types.</summary>
    public const string Root = "HmmGen.Corpus";

    private const int LargestDistance = 12;

    private static readonly string[] Originals =
    [
        .. FromCorpus(),
        .. CaseFile.All.Select(@case => WithoutNamespace(new CaseSource(@case, "X").Kernel.ToString())),
    ];

    /// <summary>The name of its namespace.</summary>
    public string Space => SpaceOf(Seed);

    /// <summary>The types that the corpus's kernels use.</summary>
    public static IReadOnlyList<SyntaxTree> Elements { get; } =
        [.. CaseFile.Names("Elements/").Select(name => Compilations.Tree(CaseFile.Read(name), name))];

    /// <summary>Makes a mutant.</summary>
    /// <param name="seed">The same seed makes the same mutant.</param>
    /// <returns>The mutant.</returns>
    public static Mutant Make(int seed)
    {
        Random random = new(seed);
        string original = Originals[random.Next(Originals.Length)];
        List<SyntaxToken> tokens = [.. CSharpSyntaxTree.ParseText(original, Compilations.Parsing).GetRoot().DescendantTokens()];
        for (int n = random.Next(3) == 0 ? random.Next(2, 4) : 1; n > 0; n--)
        {
            Mutate(tokens, random);
        }

        string text = string.Concat(tokens.Select(token => token.ToFullString()));
        return new Mutant(seed, Compilations.Tree($"namespace {SpaceOf(seed)};\n{text}", SpaceOf(seed) + ".cs"));
    }

    private static void Mutate(List<SyntaxToken> tokens, Random random)
    {
        int at = random.Next(tokens.Count);
        int other = Math.Clamp(at + random.Next(-LargestDistance, LargestDistance + 1), 0, tokens.Count - 1);
        int alike = tokens.FindIndex(random.Next(tokens.Count), token => token.RawKind == tokens[at].RawKind);
        switch (random.Next(8))
        {
            case 0 when random.Next(3) == 0 && at > 0:
                tokens.RemoveRange(at, tokens.Count - at);
                break;
            case 1 or 2 when tokens.Count > 1:
                tokens.RemoveAt(at);
                break;
            case 3:
                tokens.Insert(other, tokens[at]);
                break;
            case 4 or 5 when alike >= 0:
                // Names and literals exchanged mostly still compile.
                (tokens[at], tokens[alike]) = (tokens[alike], tokens[at]);
                break;
            case 6 when alike >= 0:
                tokens[at] = tokens[alike];
                break;
            default:
                (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                break;
        }
    }

    private static string SpaceOf(int seed) => string.Create(CultureInfo.InvariantCulture, $"{Root}.Mutant{seed}");

    private static IEnumerable<string> FromCorpus() => CaseFile.Names("Corpus/").Select(name => WithoutNamespace(CaseFile.Read(name)));

    private static string WithoutNamespace(string source)
    {
        int at = source.IndexOf("namespace ", StringComparison.Ordinal);
        return source.Remove(at, source.IndexOf(';', at) + 1 - at);
    }
}
