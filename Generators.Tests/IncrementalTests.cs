using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace HmmGen.Generators.Tests;

/// <summary>What is generated again, and what is not.</summary>
public sealed class IncrementalTests
{
    private const string Source =
        """
        static partial class Ops
        {
            [HmmKernel]
            public static void Saxpy(int i, float a, ReadOnlySpan<float> x, Span<float> y)
            {
                y[i] += Scaled(a, x[i]);
            }

            private static float Scaled(float a, float x) => a * x;
        }
        """;

    [Fact]
    public void UnrelatedFile_DoesNotRegenerate() =>
        AssertReason(IncrementalStepRunReason.Unchanged, c => c.AddSyntaxTrees(Compilations.Tree("class Other { int x = 1; }", "Other.cs")));

    [Fact]
    public void CommentBehindCode_DoesNotRegenerate() =>
        AssertReason(IncrementalStepRunReason.Unchanged, c => Replace(c, Source.Replace("y[i] += Scaled(a, x[i]);", "y[i] += Scaled(a, x[i]); // scaled", StringComparison.Ordinal)));

    [Fact]
    public void CommentBelowKernel_DoesNotRegenerate() =>
        AssertReason(IncrementalStepRunReason.Unchanged, c => Replace(c, Source + "\n// the end\n"));

    [Fact]
    public void CommentAboveKernel_Regenerates_BecauseErrorsNameLines() =>
        AssertReason(IncrementalStepRunReason.Modified, c => Replace(c, "// the beginning\n" + Source));

    [Fact]
    public void ChangedHelper_Regenerates() =>
        AssertReason(IncrementalStepRunReason.Modified, c => Replace(c, Source.Replace("a * x;", "a * x + 1;", StringComparison.Ordinal)));

    [Fact]
    public void Model_HoldsNoSymbolSyntaxOrCompilation()
    {
        GeneratorDriver driver = Compilations.Driver().RunGenerators(Compilations.Of(Compilations.Tree(Source)), TestContext.Current.CancellationToken);
        object model = Assert.Single(driver.GetRunResult().Results[0].TrackedSteps[KernelGenerator.KernelStep]).Outputs[0].Value;
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Walk(model, seen);
        Assert.True(seen.Count > 20, "The walk did not get anywhere.");
    }

    private static void AssertReason(IncrementalStepRunReason expected, Func<CSharpCompilation, CSharpCompilation> change)
    {
        CSharpCompilation before = Compilations.Of(Compilations.Tree(Source));
        GeneratorDriver driver = Compilations.Driver().RunGenerators(before, TestContext.Current.CancellationToken);
        driver = driver.RunGenerators(change(before), TestContext.Current.CancellationToken);
        GeneratorRunResult result = driver.GetRunResult().Results[0];
        IncrementalGeneratorRunStep kernel = Assert.Single(result.TrackedSteps[KernelGenerator.KernelStep]);
        Assert.All(kernel.Outputs, o => Assert.True(Same(expected, o.Reason), $"{o.Reason} in place of {expected}"));
        IncrementalStepRunReason output = expected == IncrementalStepRunReason.Unchanged ? IncrementalStepRunReason.Cached : expected;
        Assert.All(
            result.TrackedOutputSteps.SelectMany(s => s.Value).Where(s => s.Inputs.Any(i => i.Source == kernel)).SelectMany(s => s.Outputs),
            o => Assert.Equal(output, o.Reason));
    }

    private static bool Same(IncrementalStepRunReason expected, IncrementalStepRunReason actual) =>
        actual == expected || (expected == IncrementalStepRunReason.Unchanged && actual == IncrementalStepRunReason.Cached);

    private static CSharpCompilation Replace(CSharpCompilation compilation, string source) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(t => t.FilePath == "Ops.cs"), Compilations.Tree(source));

    private static void Walk(object? node, HashSet<object> seen)
    {
        if (node is null || node is string || node.GetType().IsPrimitive || node.GetType().IsEnum || !seen.Add(node))
        {
            return;
        }

        Assert.False(node is ISymbol or Compilation or SemanticModel or SyntaxNode or SyntaxTree or Location or IOperation, $"The model holds a {node.GetType()}.");
        if (node is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Walk(item, seen);
            }
        }

        for (Type? type = node.GetType(); type is not null && type.Assembly == typeof(KernelGenerator).Assembly; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(node), seen);
            }
        }
    }
}
