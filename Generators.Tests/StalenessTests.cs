using Microsoft.CodeAnalysis;
using Xunit;

namespace HmmGen.Generators.Tests;

/// <summary>A kernel is translated again when anything changes that it depends on, wherever that is; and else it is not.</summary>
public sealed class StalenessTests
{
    private const string Kernel =
        """
        namespace App;

        static partial class Ops
        {
            [HmmKernel]
            public static void K(int i, Pair pair, Span<int> x)
            {
                Trace.Note(x, i);
                x[i] = Tools.Scale(x[i], (short)2) + Tools.Offset + pair.Right + Grow(i) + Picked.Value + Tools.Twice(pair).Left;
            }

            private static int Grow(long value) => (int)value + 1;
        }
        """;

    private const string Tools =
        """
        namespace App;

        static class Tools
        {
            public const int Offset = Base + 1;
            public const int Base = 10;

            public static int Scale(int value, int factor) => value * factor;

            public static Pair Twice(Pair pair) => new Pair { Left = Inner(pair.Left), Right = pair.Right };

            private static int Inner(int value) => value + value;
        }

        struct Pair { public int Left; public int Right; }

        static class Trace
        {
            [System.Diagnostics.Conditional("TRACED")]
            public static void Note(Span<int> x, int i) => x[i] = 7;
        }
        """;

    public static TheoryData<string, string, string> Changes => new()
    {
        { "a helper in another file", "Tools.cs", Tools.Replace("value * factor", "value * factor + 5", StringComparison.Ordinal) },
        { "a helper of a helper", "Tools.cs", Tools.Replace("value + value", "value * 3", StringComparison.Ordinal) },
        { "a constant of a constant", "Tools.cs", Tools.Replace("Base = 10", "Base = 20", StringComparison.Ordinal) },
        { "a field of a struct", "Tools.cs", Tools.Replace("public int Left;", "public long Left;", StringComparison.Ordinal).Replace("int Inner(int value)", "long Inner(long value)", StringComparison.Ordinal).Replace("+ Tools.Twice(pair).Left", "", StringComparison.Ordinal) },
        { "a symbol that makes calls happen", "Ops.cs", "#define TRACED\n" + Kernel },
        { "a better overload in a new file", "More.cs", "namespace App; static partial class Ops { private static int Grow(int value) => 9; }" },
        { "a using that counts everywhere", "Usings.cs", "global using System; global using System.Threading; global using HmmGen; global using Second;" },
        { "a nearer type of the name", "Near.cs", "namespace App { static partial class Ops { static class Tools { public const int Offset = 77; public static int Scale(int v, int f) => v; public static Pair Twice(Pair p) => p; } } }" },
        { "the kernel itself", "Ops.cs", Kernel.Replace("+ Grow(i)", "- Grow(i)", StringComparison.Ordinal) },
        { "how it computes", "Ops.cs", Kernel.Replace("[HmmKernel]", "[HmmKernel(FloatingPoint = HmmFloatingPoint.Fast)]", StringComparison.Ordinal) },
        { "a line above it", "Ops.cs", "// one more line\n" + Kernel },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Change_IsSeen(string what, string file, string text)
    {
        TestProject project = Project();
        string before = project.Generated;
        project.Set(file, text);
        string after = project.Generated;
        Assert.True(before != after, $"After {what} nothing new was generated.");
        Assert.Equal(project.GeneratedAnew, after);
    }

    [Fact]
    public void CheckedArithmetic_IsSeen()
    {
        TestProject project = Project();
        string before = project.Generated;
        project.Set(options => options.WithOverflowChecks(true));
        string after = project.Generated;
        Assert.NotEqual(before, after);
        Assert.Equal(project.GeneratedAnew, after);
    }

    [Theory]
    [InlineData("Other.cs", "namespace App; static class Unrelated { static int Twice2(int v) => v + v; static int i, x; }")]
    [InlineData("Other.cs", "namespace Elsewhere { static class Else { static void Main2() { int pair = 0; pair++; } } }")]
    public void UnrelatedChange_KeepsTheTranslation(string file, string text)
    {
        TestProject project = Project();
        project.Set(file, "namespace App;");
        project.Run();
        project.Set(file, text);
        GeneratorRunResult result = project.Run().Results[0];
        Assert.All(
            result.TrackedSteps[KernelGenerator.InputStep].SelectMany(step => step.Outputs),
            output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{output.Reason}"));
    }

    [Fact]
    public void KeystrokeInOneKernel_KeepsTheOthers()
    {
        TestProject project = Project();
        project.Set("Second.cs", "namespace App; static partial class Ops { [HmmKernel] public static void L(int i, Span<int> x) { x[i] = 1; } }");
        project.Run();
        project.Set("Second.cs", "namespace App; static partial class Ops { [HmmKernel] public static void L(int i, Span<int> x) { x[i] = 12; } }");
        GeneratorRunResult result = project.Run().Results[0];
        Assert.Single(
            result.TrackedSteps[KernelGenerator.InputStep].SelectMany(step => step.Outputs), output => output.Reason == IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void Attribute_MayHaveAnotherName()
    {
        TestProject project = new(files:
        [
            ("Aliases.cs", "global using Everywhere = HmmGen.HmmKernelAttribute;"),
            ("Ops.cs", "using Here = HmmGen.HmmKernelAttribute; static partial class Ops { [Here] static void K(int i, Span<int> x) { x[i] = i; } [Everywhere] static void L(int i, Span<int> x) { x[i] = i; } [HmmGen.HmmKernel] static void M(int i, Span<int> x) { } }"),
        ]);
        Assert.Equal(6, project.Run().GeneratedTrees.Length);
        Assert.Empty(project.Compile());
    }

    private static TestProject Project() => new(files:
    [
        ("Usings.cs", "global using System; global using System.Threading; global using HmmGen; global using First;"),
        ("Picked.cs", "namespace First { static class Picked { public const int Value = 1; } } namespace Second { static class Picked { public const int Value = 2; } }"),
        ("Ops.cs", Kernel), ("Tools.cs", Tools),
    ]);
}
