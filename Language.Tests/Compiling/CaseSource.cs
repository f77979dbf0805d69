using System.Text.RegularExpressions;
using HmmGen.Language.Tests.Cases;
using Microsoft.CodeAnalysis;

namespace HmmGen.Language.Tests.Compiling;

/// <summary>A case as C#: the kernel, and a class that calls it over arrays. Each case has a namespace of its own, so that many compile together.</summary>
internal sealed partial class CaseSource
{
    private static readonly (string Type, string Name)[] CommonSpans =
    [
        ("int", "a"), ("int", "b"), ("float", "f"), ("double", "d"), ("long", "l"),
        ("uint", "u"), ("byte", "y"), ("bool", "z"), ("char", "h"), ("int", "r"),
    ];

    private readonly (string Type, string Name)[] _spans;

    /// <summary>Makes the sources.</summary>
    /// <param name="case">The case.</param>
    /// <param name="space">The namespace.</param>
    public CaseSource(LanguageCase @case, string space)
    {
        Case = @case;
        Space = space;
        List<(string Type, string Name)> spans = [.. CommonSpans];
        if (StructS().IsMatch(@case.Types))
        {
            spans.Add(("S", "s"));
        }

        if (EnumE().IsMatch(@case.Types))
        {
            spans.Add(("E", "e"));
        }

        _spans = [.. spans];
        Kernel = Compilations.Tree(KernelText(), space + ".cs");
        Plain = Compilations.Tree(PlainText(), space + ".Plain.cs");
        Launch = Compilations.Tree(LaunchText(), space + ".Launch.cs");
    }

    /// <summary>The case.</summary>
    public LanguageCase Case { get; }

    /// <summary>The namespace.</summary>
    public string Space { get; }

    /// <summary>The names of the span parameters, in order.</summary>
    public IEnumerable<string> Names => _spans.Select(span => span.Name);

    /// <summary>What a user would write.</summary>
    public SyntaxTree Kernel { get; }

    /// <summary>The arrays, and the method called in a loop.</summary>
    public SyntaxTree Plain { get; }

    /// <summary>The launch, by the overload that we generate.</summary>
    public SyntaxTree Launch { get; }

    private string KernelText()
    {
        string spans = string.Join(", ", _spans.Select(span => $"{(span.Name == "r" ? "ReadOnlySpan" : "Span")}<{span.Type}> {span.Name}"));
        return $$"""
            namespace {{Space}};
            {{Case.Types}}
            public static partial class Kernels
            {
                {{Case.Helpers}}
                [HmmKernel]
                public static void K(int i, int n, float p, long q, bool t, char c, {{spans}})
                {
                    {{Case.Body}}
                }
            }
            """;
    }

    private string PlainText() => $$"""
        namespace {{Space}};
        public static partial class Trial
        {
            public static global::System.Array[] Arrays(int n) => [{{string.Join(", ", _spans.Select(span => $"new {span.Type}[n]"))}}];
            public static void Plain(global::System.Array[] x, long first, long end)
            {
                for (long i = first; i < end; i++) Kernels.K((int)i, 4096, 1.5f, 12345678901L, true, 'k', {{Arguments()}});
            }
        }
        """;

    private string LaunchText() => $$"""
        namespace {{Space}};
        public static partial class Trial
        {
            public static void Launch(global::HmmGen.HmmDevice device, global::HmmGen.HmmExtent extent, global::System.Array[] x)
                => Kernels.K(device, extent, 4096, 1.5f, 12345678901L, true, 'k', {{Arguments()}});
        }
        """;

    private string Arguments()
        => string.Join(", ", _spans.Select(span => $"({span.Type}[])x[{IndexOf(Case.OwnerOf(span.Name))}]"));

    private int IndexOf(string name) => Array.FindIndex(_spans, span => span.Name == name);

    [GeneratedRegex(@"\bstruct\s+S\b")]
    private static partial Regex StructS();

    [GeneratedRegex(@"\benum\s+E\b")]
    private static partial Regex EnumE();
}
