using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace HmmGen.Generators.Tests;

/// <summary>After any edit, in any file, a driver that followed it has what a driver has that never saw the project before.</summary>
public sealed class StaleKernelTests
{
    private const string Kernel =
        """
        namespace App
        {
            using Short = App.Wide;

            static partial class Ops
            {
                [HmmKernel]
                public static void K(int i, Pair pair, Kind kind, Span<int> x, Span<Pair> y)
                {
                    Pair sum = pair + y[i];
                    int v = Tool.Scale(x[i]) + Tool.Limit + (int)Kind.Second + Near(i) + sum.Total + (int)new Short(3).Value;
                    long w = sum;
                    v += i.Plus() + Table.Values[i & 1] + (int)w + Defaulted(v) + Named.Count;
                    sum++;
                    (int left, int right) = sum;
                    x[i] = v + left + right + (kind == Kind.First ? 1 : 2) + Text.Name.Length + nameof(Tool).Length + sum[2];
                    y[i] = sum;
                }

                private static int Near(long value) => (int)value + 1;
            }
        }
        """;

    private static readonly Dictionary<string, string> Files = new()
    {
        ["Usings.cs"] = "global using System; global using System.Threading; global using HmmGen; global using Named = App.FirstNamed;",
        ["Ops.cs"] = Kernel,
        ["Pair.cs"] = """
            namespace App;
            public partial struct Pair
            {
                public int Left;
                public int Right;
                public int Total => Left + Right + Bonus;
                private const int Bonus = Numbers.Ten;
                public static Pair operator +(Pair a, Pair b) => new Pair { Left = a.Left + b.Left, Right = a.Right + b.Right };
                public static Pair operator ++(Pair a) => new Pair { Left = a.Left + 1, Right = a.Right };
                public static implicit operator long(Pair a) => a.Left;
                public void Deconstruct(out int left, out int right) { left = Left; right = Right; }
                public int this[int at] => at + Left;
            }
            """,
        ["Wide.cs"] = "namespace App; public struct Wide { public long Value; public Wide(int v) { Value = v; } } public struct Wider { public float Value; public Wider(int v) { Value = v; } }",
        ["Tool.cs"] = "namespace App; static class Tool { public static int Scale(int v) => v * Numbers.Ten; public static readonly int Limit = 5; } static class Numbers { public const int Ten = 10; }",
        ["Kind.cs"] = "namespace App; public enum Kind { First, Second = 2 }",
        ["Ext.cs"] = "namespace App; static class Ext { public static int Plus(this long v) => (int)v + 1; public static int Plus(this int? v) => 3; public static int Plus<T>(this T v) where T : class => 0; public static int Plus(this int v) => v + 4; }",
        ["Rest.cs"] = "namespace App; static class Table { public static readonly int[] Values = new int[] { 1, 2 }; } static class Text { public const string Name = \"abc\"; } static class FirstNamed { public const int Count = 1; } static class SecondNamed { public const int Count = 2; } static partial class Ops { static int Defaulted(int v, int add = 3) => v + add; }",
    };

    public static TheoryData<string, string, string, string> Edits => new()
    {
        { "a helper's body", "Tool.cs", "v * Numbers.Ten", "v * Numbers.Ten + 1" },
        { "a constant of a helper", "Tool.cs", "const int Ten = 10", "const int Ten = 11" },
        { "a static readonly value", "Tool.cs", "Limit = 5", "Limit = 6 + 1" },
        { "a static readonly field that is a constant now", "Tool.cs", "static readonly int Limit", "const int Limit" },
        { "a field that is a property now", "Tool.cs", "static readonly int Limit = 5", "static int Limit => 5" },
        { "an enum's value", "Kind.cs", "Second = 2", "Second = 3" },
        { "an enum's member before", "Kind.cs", "First, ", "Zeroth, First, " },
        { "an enum's underlying type", "Kind.cs", "enum Kind", "enum Kind : byte" },
        { "the order of fields", "Pair.cs", "public int Left;\n    public int Right;", "public int Right;\n    public int Left;" },
        { "a field's type", "Pair.cs", "public int Right;", "public short Right; public short Rest;" },
        { "a field more", "Pair.cs", "public int Right;", "public int Right; public double More;" },
        { "an operator", "Pair.cs", "a.Left + b.Left", "a.Left - b.Left" },
        { "an increment operator", "Pair.cs", "a.Left + 1", "a.Left + 2" },
        { "a conversion", "Pair.cs", "long(Pair a) => a.Left", "long(Pair a) => a.Right" },
        { "a better conversion", "Pair.cs", "public int this", "public static implicit operator int(Pair a) => 7; public int this" },
        { "a deconstruction", "Pair.cs", "left = Left;", "left = Left + 5;" },
        { "an indexer", "Pair.cs", "at + Left", "at - Left" },
        { "a better indexer", "Pair.cs", "public int this[int at]", "public int this[long at] => 3; public int this[int at]" },
        { "a getter", "Pair.cs", "Left + Right + Bonus", "Left + Bonus" },
        { "a property that is a field now", "Pair.cs", "public int Total => Left + Right + Bonus;", "public int Total;" },
        { "a layout", "Pair.cs", "public partial struct", "[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)] public partial struct" },
        { "a constructor", "Wide.cs", "Value = v; } } public struct Wider", "Value = v + 1; } } public struct Wider" },
        { "another target of an alias", "Ops.cs", "using Short = App.Wide;", "using Short = App.Wider;" },
        { "another target of a global alias", "Usings.cs", "App.FirstNamed", "App.SecondNamed" },
        { "an extension that is gone", "Ext.cs", " public static int Plus(this int v) => v + 4;", "" },
        { "a default value", "Rest.cs", "add = 3", "add = 4" },
        { "a table's value", "Rest.cs", "{ 1, 2 }", "{ 1, 3 }" },
        { "a constant string", "Rest.cs", "\"abc\"", "\"abcd\"" },
        { "a pragma around a helper", "Tool.cs", "namespace App;", "namespace App;\n#nullable disable\n" },
        { "a checked helper", "Tool.cs", "v * Numbers.Ten", "checked(v * Numbers.Ten)" },
        { "a line directive", "Ops.cs", "                int v =", "\n#line 500\n                int v =" },
        { "a line directive around a helper", "Tool.cs", "namespace App;", "#line 77 \"tool.txt\"\nnamespace App;" },
        { "the file of an obsolete attribute", "Ops.cs", "[HmmKernel]", "[HmmKernel, Obsolete]" },
        { "another accessibility", "Ops.cs", "public static void K", "internal static void K" },
        { "another parameter name", "Ops.cs", "Kind kind, Span<int> x", "Kind kind , Span<int> x" },
        { "a using of a namespace", "Ops.cs", "using Short = App.Wide;", "using Short = App.Wide; using App.Deeper;" },
        { "a conditional directive", "Tool.cs", "v * Numbers.Ten", "\n#if FAST\nv\n#else\nv + 9\n#endif\n" },
    };

    public static TheoryData<string, string> NewFiles => new()
    {
        { "a better overload", "namespace App; static partial class Ops { static int Near(int value) => 9; }" },
        { "a better overload with a default value", "namespace App; static partial class Ops { static int Near(int value, int more = 2) => 9; }" },
        { "a part with a name that hides", "namespace App; static partial class Ops { static class Tool { public static int Scale(int v) => 1; public static readonly int Limit = 2; } }" },
        { "a part with a field that hides", "namespace App; static partial class Ops { static readonly int[] Numbers = new int[0]; enum Kind { First, Second = 9 } }" },
        { "a nearer namespace", "namespace App.Tool { class Empty { } }" },
        { "a nearer type of a struct", "namespace App; static partial class Ops { public struct Pair { public int Left; public static implicit operator Pair(global::App.Pair p) => default; } }" },
        { "a better extension", "namespace App; static partial class Ops { public static int Plus(this int v) => v + 40; }" },
        { "a part of the struct with a better operator", "namespace App; public partial struct Pair { public static implicit operator int(Pair a) => 5; }" },
        { "a part of the struct with a field", "namespace App; public partial struct Pair { public int Third; }" },
        { "a part of the struct with a checked operator", "namespace App; public partial struct Pair { public static Pair operator checked ++(Pair a) => a; }" },
        { "a member that hides a constant", "namespace App; static partial class Ops { const int Table = 3; }" },
        { "a method that is called nameof", "namespace App; static partial class Ops { static string nameof(int v) => \"\"; const int Tool = 3; }" },
        { "a global using static", "global using static App.Other; namespace App { static class Other { public static int Near(int v) => 99; } }" },
        { "an attribute of the assembly", "[assembly: System.Reflection.AssemblyMetadata(\"a\", \"b\")]" },
        { "a module's attribute", "[module: System.Runtime.CompilerServices.SkipLocalsInit]" },
        { "a member of the kernel's generated name", "namespace App; static partial class Ops { class KKernel { } }" },
        { "a member of the twin's name", "namespace App; static partial class Ops { static int KAsync; }" },
        { "a member like the launch", "namespace App; static partial class Ops { static void K(HmmDevice d, HmmExtent e, Pair p, Kind k, HmmBuffer<int> x, HmmBuffer<Pair> y) { } }" },
        { "another kernel of the name", "namespace App; static partial class Ops { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } }" },
        { "a kernel whose name differs in case", "namespace App; static partial class Ops { [HmmKernel] static void k(int i, Span<int> x) { x[i] = 1; } }" },
        { "a type named System", "namespace App; static class System { }" },
        { "a type named Span", "namespace App; ref struct Span<T> { }" },
        { "an attribute of the same name", "namespace App; class HmmKernelAttribute : Attribute { }" },
        { "an interpolation of top-level code", "int x = 1; _ = x;" },
        { "an extension block", "namespace App; static class More { extension(Pair p) { public int Third => 3; public static Pair operator -(Pair a, Pair b) => a; } }" },
        { "an extension increment", "namespace App; static class More { extension(int v) { public int Plus() => 77; } }" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void Edit_IsSeen(string what, string file, string old, string text)
    {
        TestProject project = Project();
        Assert.Contains("TMemory.Write", project.Generated, StringComparison.Ordinal);
        string before = Files[file].ReplaceLineEndings("\n");
        Assert.True(before.Contains(old, StringComparison.Ordinal) || old.Contains("                int", StringComparison.Ordinal), $"{what}: '{old}' is not there.");
        project.Set(file, before.Replace(old, text, StringComparison.Ordinal));
        AssertFresh(project, what);

        // And back again.
        project.Set(file, before);
        AssertFresh(project, what + ", undone");
    }

    [Theory]
    [MemberData(nameof(NewFiles))]
    public void NewFile_IsSeen(string what, string text)
    {
        TestProject project = Project();
        Assert.Contains("TMemory.Write", project.Generated, StringComparison.Ordinal);
        project.Set("New.cs", text);
        AssertFresh(project, what);
        project.Set("New.cs", "");
        AssertFresh(project, what + ", undone");
    }

    /// <summary>Generated code names it, though no kernel does.</summary>
    [Theory]
    [InlineData("namespace System { static class Other { } }", "namespace System { static class Other { } static class Environment { } }")]
    [InlineData("namespace HmmGen.Kernels { static class Other { } }", "namespace HmmGen.Kernels { static class Other { } static class DeviceMath { } }")]
    public void ATypeOfTheFrameworksName_IsSeen(string before, string after)
    {
        TestProject project = Project();
        project.Set("Types.cs", before);
        Assert.Contains("TMemory.Write", project.Generated, StringComparison.Ordinal);
        project.Set("Types.cs", after);
        AssertFresh(project, after);
        project.Set("Types.cs", before);
        AssertFresh(project, before);
    }

    [Fact]
    public void Options_AreSeen()
    {
        TestProject project = Project();
        Assert.Contains("TMemory.Write", project.Generated, StringComparison.Ordinal);
        foreach (Func<CSharpCompilationOptions, CSharpCompilationOptions> change in new Func<CSharpCompilationOptions, CSharpCompilationOptions>[]
        {
            o => o.WithOverflowChecks(true), o => o.WithAllowUnsafe(true), o => o.WithNullableContextOptions(NullableContextOptions.Disable), o => o.WithOptimizationLevel(OptimizationLevel.Release),
            o => o.WithUsings("App"), o => o.WithSourceReferenceResolver(new SourceFileResolver([], "/", [new("/", "/mapped/")])),
        })
        {
            project.Set(change);
            AssertFresh(project, change.ToString()!);
        }
    }

    [Fact]
    public void AllEdits_OneAfterAnother_AreSeen()
    {
        TestProject project = Project();
        Assert.Contains("TMemory.Write", project.Generated, StringComparison.Ordinal);
        foreach (object?[] row in Edits.Select(e => ((ITheoryDataRow)e).GetData()))
        {
            string file = (string)row[1]!;
            project.Set(file, Files[file].ReplaceLineEndings("\n").Replace((string)row[2]!, (string)row[3]!, StringComparison.Ordinal));
            AssertFresh(project, (string)row[0]!);
        }
    }

    private static void AssertFresh(TestProject project, string what)
    {
        string followed = project.Generated;
        string anew = project.GeneratedAnew;
        Assert.True(followed == anew, $"After {what} the code is stale.");
    }

    private static TestProject Project() => new(files: [.. Files.Select(f => (f.Key, f.Value.ReplaceLineEndings("\n")))]);
}
