using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace HmmGen.Generators.Tests.Projects;

/// <summary>A program runs with another version of an assembly than it was built with. Its kernels refuse structs that lie otherwise.</summary>
public sealed class ForeignLaunchTests
{
    private const string Library = "namespace Lib; public struct Pair { public int A, B; } public struct Holder { public int N; public Pair P; }";
    private const string Exchanged = "namespace Lib; public struct Pair { public int B, A; } public struct Holder { public int N; public Pair P; }";
    private const string Longer = "namespace Lib; public struct Pair { public int A, B, C; } public struct Holder { public int N; public Pair P; }";

    private const string Kernels =
        """
        using Lib;
        public static partial class Ops
        {
            [HmmKernel] static void ByParameter(int i, Pair p, Span<int> x) => x[i] = p.A - p.B;
            [HmmKernel] static void ByElement(int i, ReadOnlySpan<Pair> p, Span<int> x) => x[i] = p[i].A - p[i].B;
            [HmmKernel] static void ByField(int i, ReadOnlySpan<Holder> p, Span<int> x) => x[i] = p[i].P.A - p[i].P.B;
            [HmmKernel] static void ByLocal(int i, Span<int> x) { Pair p = default; p.A = 3; p.B = 1; x[i] = p.A - p.B; }
            public static int ByParameterIs(HmmDevice d) { int[] x = new int[4]; ByParameter(d, 4, new Pair { A = 3, B = 1 }, x); return x[3]; }
            public static int ByElementIs(HmmDevice d) { int[] x = new int[1]; ByElement(d, 1, new Pair[] { new() { A = 3, B = 1 } }, x); return x[0]; }
            public static int ByFieldIs(HmmDevice d) { int[] x = new int[1]; ByField(d, 1, new Holder[] { new() { P = new() { A = 3, B = 1 } } }, x); return x[0]; }
            public static int ByLocalIs(HmmDevice d) { int[] x = new int[4]; ByLocal(d, 4, x); return x[3]; }
        }
        """;

    /// <summary>The launches.</summary>
    public static TheoryData<string> Launches { get; } = ["ByParameterIs", "ByElementIs", "ByFieldIs", "ByLocalIs"];

    [Theory]
    [MemberData(nameof(Launches))]
    public void The_same_layout_is_launched(string launch) => Assert.Equal([2, 2], Run(launch, Library));

    [Theory]
    [MemberData(nameof(Launches))]
    public void Exchanged_fields_are_refused(string launch)
    {
        TargetInvocationException error = Assert.Throws<TargetInvocationException>(() => Run(launch, Exchanged));
        Assert.Contains("Lib.Pair has 'A' at byte 4", Assert.IsType<NotSupportedException>(error.InnerException).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Launches))]
    public void More_fields_are_refused(string launch)
    {
        TargetInvocationException error = Assert.Throws<TargetInvocationException>(() => Run(launch, Longer));
        Assert.Contains("Lib.Pair has 12 bytes", Assert.IsType<NotSupportedException>(error.InnerException).Message, StringComparison.Ordinal);
    }

    private static int[] Run(string launch, string library)
    {
        CSharpCompilation project = Compilations.Of(Compilations.Tree(Kernels)).AddReferences(ForeignLibrary.Compile(Library, "image"));
        project = project.WithOptions(project.Options.WithAllowUnsafe(true));
        Compilations.Driver().RunGeneratorsAndUpdateCompilation(project, out Compilation all, out _, TestContext.Current.CancellationToken);
        AssemblyLoadContext context = new(launch);
        context.LoadFromStream(new MemoryStream(ForeignLibrary.Image(library)));
        using MemoryStream stream = new();
        Assert.Empty(all.Emit(stream, cancellationToken: TestContext.Current.CancellationToken).Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error));
        stream.Position = 0;
        MethodInfo method = context.LoadFromStream(stream).GetType("Ops")!.GetMethod(launch)!;
        using HmmDevice simulated = HmmDevice.Simulated();
        return [(int)method.Invoke(null, [HmmDevice.Host])!, (int)method.Invoke(null, [simulated])!];
    }
}
