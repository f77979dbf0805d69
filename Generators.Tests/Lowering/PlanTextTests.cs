using HmmGen.Base;
using HmmGen.Generators.Emission;
using HmmGen.Generators.Lowering;
using HmmGen.Generators.Lowering.Naming;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;
using HmmGen.Planning;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>What is printed of plans is what the runtime reads: it says the same as the model, whichever names and operands there are.</summary>
public sealed class PlanTextTests
{
    private const int Boxes = 12;

    private static readonly string[] Operators = ["+", "-", "*", "/", "%", "<<", ">>", ">>>", "&", "|", "^"];

    private static readonly string[] Operands = ["5", "-3", "int.MinValue", "0x7fffffff", "s", "i", "(s + i)", "(-s)", "(~i)"];

    [Fact]
    public void Corpus_IsRead()
    {
        int kernels = 0;
        foreach (KernelModel kernel in ParsedKernels.OfCorpus())
        {
            Read(kernel);
            kernels++;
        }

        Assert.True(kernels >= 70, $"Only {kernels} kernels.");
    }

    [Theory]
    [InlineData("index", "number", "length", "from", "until")]
    [InlineData("by", "where", "and", "runs", "may")]
    [InlineData("reads", "writes", "after", "effects", "unsigned")]
    [InlineData("min", "max", "abs", "when", "part")]
    [InlineData("@int", "@uint", "@long", "@byte", "@sbyte")]
    [InlineData("größe", "数", "ä\u0301", "_", "__1")]
    public void Names_AreNotTakenForAnythingElse(string i, string j, string n, string m, string y)
    {
        string source = $$"""
            public static partial class Ops
            {
                [HmmKernel(Rank = 2)]
                public static void Names(int {{i}}, int {{j}}, int {{n}}, ulong {{m}}, Span<int> {{y}})
                {
                    for (int k = {{i}} + {{n}}; k < {{y}}.Length - {{j}}; k += {{n}} & 3)
                    {
                        if ({{i}} < {{n}} && {{j}} != Math.Min({{n}}, {{i}}) && (int){{m}} > -{{n}}) {{y}}[{{i}} * {{n}} - {{j}} + k]++;
                        {{y}}[(int)({{m}} >> 3) + ({{i}} & {{n}})] = 3;
                    }
                }
            }
            """;
        Compilations.Generate(source);
        Read(source);
    }

    [Fact]
    public void FileNames_MayHaveQuotationMarks()
    {
        KernelModel kernel = KernelBuilder.Make(0, 1, 0, Ir.Store(0, Ir.Index()));
        SiteModel site = kernel.Body.Sites[0] with { File = "a\"\"\"b\n.cs" };
        string text = PlanPrinter.Print(kernel with { Body = kernel.Body with { Sites = EquatableArray.Of(site) } });
        Assert.Contains("Follow(\"\"\"\"\n", text, StringComparison.Ordinal);
        Assert.Contains("// line 11 of a\"\"\"b .cs\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryOperator_OfConstantsAndValues_IsRead()
    {
        List<string> statements = [];
        foreach (string operation in Operators)
        {
            foreach (string left in Operands)
            {
                foreach (string right in Operands)
                {
                    statements.Add($"y[({left} {operation} {right}) & 63] = 1;");
                    statements.Add($"if (({left} {operation} {right}) > 3) y[{left} {operation} {right}] = 2;");
                }
            }
        }

        int at = 0;
        foreach (string[] some in statements.Chunk(200))
        {
            Read(Kernel($"Some{at++}", string.Join("\n", some)));
        }
    }

    [Fact]
    public void ConstantsShiftedByValues_AreReadInBounds()
        => Read(Kernel("Scan", """
            for (int k = 0; k < (512 >> s); k++) y[k] = 1;
            for (int k = 1 << s; k > (3 >>> s); k -= 1) y[k] = 2;
            for (int k = 0; k < 64; k += 1 << s) y[k] = 3;
            """));

    /// <summary>Compares a plan's text with its model, for some launches.</summary>
    private static void Read(KernelModel parsed)
    {
        KernelModel kernel = NamePass.Run(KernelLowering.Lower(parsed));
        PlanModel plan = PlanLowering.Lower(kernel);
        PlanText text = new(kernel, plan);
        Random random = new(1);
        for (int at = 0; at < Boxes; at++)
        {
            int[] arguments = [.. kernel.Parameters.Select(_ => at % 4 == 3 ? random.Next(int.MinValue, int.MaxValue) : random.Next(-2, 12))];
            int[] lengths = [.. kernel.Parameters.Select(_ => random.Next(200))];
            int first = random.Next(0, 4);
            int end = first + random.Next(1, 4);
            WorkBox box = new(first, end, first, kernel.Indices.Count > 1 ? end : first + 1, first, kernel.Indices.Count > 2 ? end : first + 1);
            PlanRunner.Run(kernel, plan, text, arguments, lengths, box);
        }
    }

    private static void Read(string source) => Read(Assert.Single(ParsedKernels.Of(Compilations.Tree(source))));

    private static string Kernel(string name, string body) => $$"""
        #pragma warning disable CS0162 // A condition of constants.
        public static partial class Ops
        {
            [HmmKernel]
            public static void {{name}}(int i, int s, Span<int> y)
            {
                unchecked
                {
                    {{body}}
                }
            }
        }
        """;
}
