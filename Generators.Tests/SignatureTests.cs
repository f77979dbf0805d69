using Microsoft.CodeAnalysis;
using Xunit;

namespace HmmGen.Generators.Tests;

/// <summary>Launch overloads come from signatures alone.</summary>
public sealed class SignatureTests
{
    private const string Use = " static class Caller { static void Call(HmmDevice device, int[] x) { Ops.K(device, 5, x); _ = Ops.KAsync(device, 5, x); } }";

    [Fact]
    public void KernelWithErrors_KeepsItsOverloads()
    {
        TestProject project = new(files: [("Ops.cs", "static partial class Ops { [HmmKernel] public static void K(int i, Span<int> x) { x[i] = \"a\".Trim().Length; } }" + Use)]);
        Assert.Empty(project.Compile());
        Assert.Single(project.Run().GeneratedTrees);
    }

    [Fact]
    public void BodyThatDoesNotCompile_GivesNoErrorElsewhere()
    {
        TestProject project = new(files: [("Ops.cs", "static partial class Ops { [HmmKernel] public static void K(int i, Span<int> x) { x[i] = nothing; } }" + Use)]);
        Assert.Equal("CS0103", Assert.Single(project.Compile()).Id);
    }

    [Fact]
    public void WithoutImplementation_EverythingIsThere()
    {
        TestProject project = new(
            without: IncrementalGeneratorOutputKind.Implementation,
            files: [("Ops.cs", "static partial class Ops { [HmmKernel] public static void K(int i, Span<int> x) { x[i] = 1; } }" + Use)]);
        Assert.Empty(project.Compile());
        Assert.Single(project.Run().GeneratedTrees);
    }

    [Fact]
    public void WithoutImplementation_NoBodyIsTranslated()
    {
        TestProject project = new(
            without: IncrementalGeneratorOutputKind.Implementation,
            files: [("Ops.cs", "static partial class Ops { [HmmKernel] public static void K(int i, Span<int> x) { x[i] = 1; } }" + Use)]);
        Assert.False(project.Run().Results[0].TrackedSteps.ContainsKey(KernelGenerator.KernelStep));
    }

    [Theory]
    [InlineData("static partial class Ops { [HmmKernel] public static void K(int i, Span<string> x) { } }")]
    [InlineData("static partial class Ops { [HmmKernel] public static void K(int i, ref int x) { } }")]
    [InlineData("static partial class Ops { [HmmKernel] public static int K(int i, Span<int> x) => 0; }")]
    [InlineData("static partial class Ops { [HmmKernel] public static void K<T>(int i, Span<int> x) { } }")]
    [InlineData("static class Ops { [HmmKernel] public static void K(int i, Span<int> x) { } }")]
    [InlineData("static partial class Ops { [HmmKernel(Rank = 9)] public static void K(int i, Span<int> x) { } }")]
    [InlineData("file static partial class Ops { [HmmKernel] public static void K(int i, Span<int> x) { } }")]
    public void UnusableSignature_GivesNothingAndNoErrorOfItsOwn(string source)
    {
        TestProject project = new(files: [("Ops.cs", source)]);
        Assert.Empty(project.Run().GeneratedTrees);
        Assert.Empty(project.Compile());
    }

    [Theory]
    [InlineData("Span<int> x, [Optional, DefaultParameterValue(3)] int n", "int n = 3")]
    [InlineData("Span<int> x, [Optional] int n", "int n = default")]
    [InlineData("Span<int> x, [Optional] Span<int> y", "HmmBuffer<int> y = default")]
    [InlineData("Span<int> x, [Optional, DefaultParameterValue(DayOfWeek.Friday)] DayOfWeek n", "DayOfWeek n = (global::System.DayOfWeek)(5)")]
    public void OptionalParameter_IsOptionalInALaunch(string parameters, string launch)
    {
        TestProject project = new(files: [("Ops.cs", $"using System.Runtime.InteropServices; static partial class Ops {{ [HmmKernel] public static void K(int i, {parameters}) {{ x[i] = 1; }} }}" + Use)]);
        Assert.Empty(project.Compile());
        Assert.Contains(project.Run().GeneratedTrees, t => t.ToString().Contains(launch, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[Optional] int n")]
    [InlineData("[Optional, DefaultParameterValue(3)] int n")]
    public void OptionalParameterBeforeARequiredOne_IsRequiredInALaunch(string parameter)
    {
        string source = $"using System.Runtime.InteropServices; static partial class Ops {{ [HmmKernel] public static void K(int i, {parameter}, Span<int> x) {{ x[i] = n; }} }}";
        TestProject project = new(files: [("Ops.cs", source + Use.Replace("5, x", "5, 3, x", StringComparison.Ordinal))]);
        Assert.Empty(project.Compile());
    }

    [Fact]
    public void ObsoleteKernel_TellsItsCallers()
    {
        TestProject project = new(files: [("Ops.cs", "static partial class Ops { [Obsolete(\"use L\", true)] [HmmKernel] public static void K(int i, Span<int> x) { x[i] = 1; } }" + Use)]);
        Assert.Equal(["CS0619", "CS0619"], project.Compile().Select(d => d.Id));
    }

    [Fact]
    public void TwoRanksOfOneSignature_GiveOneSetOfOverloads()
    {
        TestProject project = new(files: [("Ops.cs", "static partial class Ops { [HmmKernel] public static void K(int i, Span<int> x) { x[i] = 1; } [HmmKernel(Rank = 2)] public static void K(int i, int j, Span<int> x) { x[i] = j; } }" + Use)]);
        Assert.Empty(project.Compile());
    }

    [Fact]
    public void DeviceCode_HasTheLinesOfTheUser()
    {
        TestProject project = new(files: [("/src/Ops.cs", "static partial class Ops\n{\n    [HmmKernel]\n    public static void K(int i, Span<int> x)\n    {\n        x[i] =\n            5;\n    }\n}\n")]);
        SyntaxTree tree = Assert.Single(project.Run().GeneratedTrees, t => t.ToString().Contains("TMemory.Write", StringComparison.Ordinal));
        int place = tree.ToString().IndexOf("address = TMemory.Write", StringComparison.Ordinal);
        FileLinePositionSpan line = tree.GetMappedLineSpan(new Microsoft.CodeAnalysis.Text.TextSpan(place, 1), TestContext.Current.CancellationToken);
        Assert.Equal(("/src/Ops.cs", 6), (line.Path, line.StartLinePosition.Line + 1));
        int plan = tree.ToString().IndexOf("plan.Follow", StringComparison.Ordinal);
        Assert.False(tree.GetMappedLineSpan(new Microsoft.CodeAnalysis.Text.TextSpan(plan, 1), TestContext.Current.CancellationToken).HasMappedPath);
    }
}
