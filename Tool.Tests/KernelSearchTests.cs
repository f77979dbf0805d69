using HmmGen.Tool.Assemblies;
using HmmGen.Tool.Commands;
using Xunit;

namespace HmmGen.Tool.Tests;

/// <summary>Kernels are found by the names that users write.</summary>
public sealed class KernelSearchTests
{
    [Theory]
    [InlineData("Ops.One", "Ops+OneKernel")]
    [InlineData("ops.one", "Ops+OneKernel")]
    [InlineData("Other.Ops.One", "Other.Ops+OneKernel")]
    [InlineData("Ops+TwoKernel2", "Ops+TwoKernel2")]
    [InlineData("Three", "Other.Ops+ThreeKernel")]
    [InlineData("Ops.Three", "Other.Ops+ThreeKernel")]
    [InlineData("Other.Outer.Ops.One", "Other.Outer+Ops+OneKernel")]
    [InlineData("Outer.Ops.One", "Other.Outer+Ops+OneKernel")]
    [InlineData("Ops.Four", "Other.Outer+Ops+FourKernel")]
    [InlineData("four", "Other.Outer+Ops+FourKernel")]
    [InlineData("Ops.Two:12", "Ops+TwoKernel")]
    [InlineData("two:30", "Ops+TwoKernel2")]
    public void A_name_finds_the_kernel_that_it_names_best(string asked, string type) => Assert.Equal(type, KernelSearch.Find(App(), asked).Type.FullName);

    [Theory]
    [InlineData("One", "Ops.One", "Other.Ops.One", "Outer.Ops.One")]
    [InlineData("OneKernel", "Ops.One", "Other.Ops.One", "Outer.Ops.One")]
    [InlineData("Ops.Two", "Ops.Two:12", "Ops.Two:30")]
    [InlineData("Ops.Five", "Ops+FiveKernel", "Ops+FiveKernel2")]
    [InlineData("One:12", "Ops.One", "Other.Ops.One", "Outer.Ops.One")]
    public void A_name_of_several_lists_names_that_find_each_of_them(string asked, params string[] names)
    {
        AppAssembly app = App();
        ToolException refusal = Assert.Throws<ToolException>(() => KernelSearch.Find(app, asked));
        Assert.StartsWith($"Several kernels are called {asked}.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(names, refusal.Near);
        Assert.All(refusal.Near, name => KernelSearch.Find(app, name));
    }

    [Fact]
    public void A_line_without_the_kernel_finds_none()
    {
        ToolException refusal = Assert.Throws<ToolException>(() => KernelSearch.Find(App(), "Ops.Two:13"));
        Assert.StartsWith("Names.dll has no kernel Ops.Two:13. Near ones:", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Ops.Two", refusal.Near);
    }

    [Fact]
    public void Completion_has_a_name_for_each_kernel_that_finds_it()
    {
        AppAssembly app = App();
        Assert.Equal(app.Kernels, KernelSearch.Names(app).Select(name => KernelSearch.Find(app, name)));
    }

    /// <summary>An app with overloads, and with equal names in two namespaces and within another type.</summary>
    private static AppAssembly App() => Loaded.Value;

    private static readonly Lazy<AppAssembly> Loaded = new(() =>
    {
        using TemporaryFolder folder = new();
        string ops = HandMade.Kernel("");
        string body = ops[ops.IndexOf("public static class", StringComparison.Ordinal)..];
        string usings = ops[..ops.IndexOf("public static class", StringComparison.Ordinal)];
        string One(string space, string method, string type) => $"namespace {space} {{ {Named(body, method, type)} }}\n";
        string Within(string method, string type)
            => $"namespace Other {{ public static partial class Outer {{ {Named(body, method, type).Replace("Ops." + method, "Outer.Ops." + method, StringComparison.Ordinal)} }} }}\n";
        string source = usings + Named(body, "One", "OneKernel") + Named(body, "Two", "TwoKernel") + Named(body, "Two", "TwoKernel2", line: 30)
            + Named(body, "Five", "FiveKernel") + Named(body, "Five", "FiveKernel2")
            + One("Other", "One", "OneKernel") + One("Other", "Three", "ThreeKernel") + Within("One", "OneKernel") + Within("Four", "FourKernel");
        string path = folder.File("Names.dll");
        HandMade.Compile(source, path);
        return AppAssembly.Load(path);
    });

    private static string Named(string body, string method, string type, int line = 12) => body
        .Replace("line 12", $"line {line}", StringComparison.Ordinal)
        .Replace("static class Ops", "static partial class Ops", StringComparison.Ordinal)
        .Replace("BrokenKernel", type, StringComparison.Ordinal)
        .Replace("Ops.Broken", "Ops." + method, StringComparison.Ordinal) + "\n";
}
