using HmmGen.Tests.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace HmmGen.Generators.Tests.Projects;

/// <summary>Kernels in unusual types, with unusual signatures and attributes, and projects with unusual settings.</summary>
public sealed class OddShapeTests
{
    private const string Usings = "global using System; global using System.Threading; global using HmmGen;";

    private const string Ordinary =
        """
        static partial class Ops
        {
            private struct Item { public bool Flag; public char Letter; public Kind Kind; public double Value; }
            private enum Kind : byte { A, B }
            private static readonly int[] Table = new int[] { 1, 2, 3, 4 };
            private static readonly float Scale = 2.5f;

            [HmmKernel(Rank = 2)]
            private static void K(int row, int column, int n, bool flag, char c, Kind kind, Item item, ReadOnlySpan<float> x, Span<Item> y, Span<int> z)
            {
                if (n < 0) throw new ArgumentException("negative", nameof(n));
                float sum = 0;
                Span<int> small = stackalloc int[4];
                for (int j = 0; j < n; j++)
                {
                    small[j & 3] += Table[j & 3];
                    if (flag && x[j] > c)
                        sum += x[row * n + j] / small[0] * Scale + (int)kind;
                }

                item.Flag = flag;
                item.Letter = c;
                item.Kind = kind;
                y[row * n + column] = item;
                y[row * n + column].Value = checked((int)sum);
                Interlocked.Add(ref z[column], 3);
            }
        }
        """;

    /// <summary>Every shape; a quick run tries every third.</summary>
    public static TheoryData<string> Shapes => [.. TestScale.Sample(All, 3)];

    private static string[] All =>
    [
        "partial interface I { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } [HmmKernel] private static void L(int i, Span<int> x) { x[i] = 1; } [HmmKernel] protected static void M(int i, Span<int> x) { x[i] = 1; } } class Use : I { void F(HmmDevice d, int[] x) { I.K(d, 1, x); } }",
        "partial record R(int A) { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } } partial record class R2 { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } } readonly partial record struct R3(int A) { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } }",
        "ref partial struct S { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } } readonly ref partial struct T { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } } unsafe partial struct U { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } }".Replace("unsafe ", "", StringComparison.Ordinal),
        "abstract partial class A { private protected sealed partial class B { protected internal partial struct C { [HmmKernel] internal static void K(int i, Span<int> x) { x[i] = 1; } } } } sealed partial class D { [HmmKernel] private protected_ static void K(int i, Span<int> x) { x[i] = 1; } }".Replace("private protected_", "private", StringComparison.Ordinal),
        "partial class A { private partial class B { private enum E { X } private struct S { public E E; private int _p; public int P { get => _p; set => _p = value; } } [HmmKernel] private static void K(int i, S s, E e, Span<S> x, ReadOnlySpan<E> y) { x[i].E = y[i]; x[i].P = s.P + (int)e; } static void Use(HmmDevice d, S[] x, E[] y) => K(d, 1, default, E.X, x, y); } }",
        "partial class A { protected enum E { X } protected struct S { public E E; } [HmmKernel] protected static void K(int i, S s, Span<S> x) { x[i] = s; } [HmmKernel] private protected static void L(int i, S s, Span<S> x) { x[i] = s; } [HmmKernel] private static void M(int i, S s, Span<S> x) { x[i] = s; } }",
        "public partial class A { internal struct S { public int X; } [HmmKernel] internal static void K(int i, S s, Span<S> x) { x[i] = s; } [HmmKernel] protected internal static void L(int i, Span<int> x) { x[i] = 1; } }",
        "partial class A { [HmmKernel] static partial void K(int i, Span<int> x); static partial void K(int i, Span<int> x) { x[i] = 1; } }",
        "partial class A { static partial void K(int i, Span<int> x); [HmmKernel] static partial void K(int i, Span<int> x) { x[i] = 1; } }",
        "partial class A { [HmmKernel] public static partial void K(int i, Span<int> x, int n = 3); } partial class A { public static partial void K(int j, Span<int> y, int m) { y[j] = m; } static void U(HmmDevice d, int[] x) { K(d, 1, x); K(d, 1, x: x, n: 3); } }",
        "partial class A { [HmmKernel] public static partial void K(int i, Span<int> x); [HmmKernel] public static partial void K(int i, Span<long> x); public static partial void K(int i, Span<long> x) { x[i] = 1; } public static partial void K(int i, Span<int> x) { x[i] = 1; } }",
        "partial class A { public static partial void K(int i, Span<int> x); [HmmKernel] public static partial void K(int i, Span<int> x) { x[i] = 1; } public static partial void K(int i, Span<long> x); [HmmKernel] public static partial void K(int i, Span<long> x) { x[i] = 1; } }",
        "namespace N; partial class A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } } partial class A { [HmmKernel] static void L(int i, Span<int> x) { x[i] = 1; } }",
        "static partial class A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void K(int i, int n, Span<int> x) { x[i] = n; } [HmmKernel] static void K(int i, Span<float> x) { x[i] = 1; } [HmmKernel] static void K(int i, ReadOnlySpan<int> y, Span<int> x) { x[i] = y[i]; } static void U(HmmDevice d, int[] x, float[] f) { K(d, 1, x); K(d, 1, 2, x); K(d, 1, f); K(d, 1, x, x); } }",
        "static partial class A { [HmmKernel] static void K(int i) { } [HmmKernel(Rank = 3)] static void L(int i, int j, int k) { } [HmmKernel] static void M(int i, int unused) { } [HmmKernel] static void N(int i, Span<int> unused) { } [HmmKernel] static void O(int i, Span<int> x) => x[i] = 1; static void U(HmmDevice d) { K(d, 1); L(d, (1, 2, 3)); M(d, 1, 2); } }",
        "static partial class A { [Obsolete(null, true)] [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } [Obsolete(\"a\\\"\\n\\u2028b\", error: false, DiagnosticId = \"X1\", UrlFormat = \"http://{0}\")] [HmmKernel] static void L(int i, Span<int> x) { x[i] = 1; } }",
        "[Obsolete(\"whole\", true)] static partial class A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } [Obsolete] public struct S { public int X; } [Obsolete] [HmmKernel] static void L(int i, S s, Span<S> x) { x[i] = s; } }",
        "static partial class A { [Obsolete(\"type\", true)] public struct S { public int X; } [Obsolete(\"x\", true)] [HmmKernel] static void L(int i, S s, Span<S> x) { x[i] = s; S t = x[i]; t.X++; x[i] = t; } }",
        "static partial class A { public struct S { [Obsolete(\"f\", true)] public int X; public int Y; } [HmmKernel] static void L(int i, S s, Span<S> x) { s.Y++; x[i] = s; } }",
        "static partial class A { [System.Diagnostics.CodeAnalysis.Experimental(\"EXP1\", UrlFormat = \"a{0}\")] [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } }",
        "[System.Diagnostics.CodeAnalysis.Experimental(\"EXP1\")] static partial class A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } }",
        "static partial class A { [System.Diagnostics.CodeAnalysis.Experimental(\"EXP1\")] public struct S { public int X; } [System.Diagnostics.CodeAnalysis.Experimental(\"EXP1\")] [HmmKernel] static void K(int i, S s, Span<S> x) { x[i] = s; } }",
        "static partial class A { [System.Runtime.Versioning.SupportedOSPlatform(\"linux\")] [System.Runtime.Versioning.UnsupportedOSPlatform(\"browser\")] [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)] [CLSCompliant(false)] [HmmKernel] static void K(int i, Span<uint> x) { x[i] = 1; } }",
        "static partial class A { [HmmKernel, System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode(\"q\")] static void K(int i, Span<int> x) { x[i] = 1; } [HmmKernel, System.Diagnostics.CodeAnalysis.RequiresDynamicCode(\"q\", Url = \"u\")] static void L(int i, Span<int> x) { x[i] = 1; } [HmmKernel, System.Diagnostics.CodeAnalysis.RequiresAssemblyFiles] static void M(int i, Span<int> x) { x[i] = 1; } }",
        "static partial class A { enum E : long { A = long.MinValue, B } const int C = 7; const string T = null!; [HmmKernel] static void K(int i, Span<int> x, int a = C, int b = int.MinValue, long c = long.MinValue, ulong d = ulong.MaxValue, uint e = uint.MaxValue, short f = short.MinValue, sbyte g = -1, byte h = 255, ushort j = 1) { x[i] = a; } static void U(HmmDevice d, int[] x) => K(d, 1, x, j: 3); }",
        "static partial class A { enum E : long { A = long.MinValue, B } [Flags] enum F : byte { X = 1, Y = 2 } [HmmKernel] static void K(int i, Span<int> x, E a = E.A, E b = default, E c = 0, F d = F.X | F.Y, F e = (F)77) { x[i] = (int)a; } static void U(HmmDevice d, int[] x) => K(d, 1, x); }",
        "static partial class A { [HmmKernel] static void K(int i, Span<int> x, char a = '\\0', char b = '\\n', char c = '\\\\', char d = '\\'', char e = '\"', char f = '\\ud800', char g = '\\u2028', char h = char.MaxValue, char j = '{') { x[i] = a; } static void U(HmmDevice d, int[] x) => K(d, 1, x); }",
        "static partial class A { [HmmKernel] static void K(int i, Span<int> x, float a = float.NaN, float b = float.NegativeInfinity, float c = float.MaxValue, float d = float.Epsilon, float e = -0f, float f = 1e-7f, double g = double.NaN, double h = -0.0, double j = double.MinValue, double k = 0.1, float l = 16777217f) { x[i] = 1; } static void U(HmmDevice d, int[] x) => K(d, 1, x); }",
        "static partial class A { struct S { public int X; } [HmmKernel] static void K(int i, Span<int> x, S s = default, S t = new(), bool b = true, bool c = false, ReadOnlySpan<S> w = default, Span<int> z = default) { x[i] = s.X; } static void U(HmmDevice d, int[] x) => K(d, 1, x); }",
        "static partial class A { [HmmKernel] static void K(int i, Span<int> x, int n, int m = 3, params Span<float> w) { x[i] = n + m + w.Length; } static void U(HmmDevice d, int[] x, float[] f) { K(d, 1, x, 2); K(d, 1, x, 2, 3, 1f, 2f); K(d, 1, x, 2, 3, f); _ = KAsync(d, 1, x, 2, 3, f); _ = KAsync(d, 1, x, 2); } }",
        "static partial class A { [HmmKernel] static void K(int i, Span<int> x, [System.Runtime.InteropServices.Optional] int n, [System.Runtime.InteropServices.Optional, System.Runtime.InteropServices.DefaultParameterValue(4)] int m) { x[i] = n + m; } static void U(HmmDevice d, int[] x) { K(d, 1, x, 2, 3); } }",
        "static partial class A { [HmmKernel] static void K(int i, Span<int> x, [System.Runtime.CompilerServices.CallerLineNumber] int line = 0) { x[i] = line; } static void U(HmmDevice d, int[] x) { K(d, 1, x, 2); } }",
        "static partial class A { [HmmKernel] static void K(int i, Span<int> x, DayOfWeek d, ConsoleKey k = ConsoleKey.A) { x[i] = (int)d + (int)k; } static void U(HmmDevice d, int[] x) { K(d, 1, x, DayOfWeek.Friday); } }",
        "static partial class A { public static int Count { get => field; set => field = value; } [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } }",
        "static partial class A { [HmmKernel] static void K(int i, scoped Span<int> x, scoped ReadOnlySpan<int> y) { x[i] = y[i]; } }",
        "#line 200 \"other file.txt\"\nstatic partial class A { [HmmKernel] static void K(int i, Span<int> x) {\n#line hidden\n x[i] = 1;\n#line default\n x[i + 0] = 2; } }",
        "#line 16707565 \"a\\b.cs\"\nstatic partial class A { [HmmKernel] static void K(int i, Span<int> x) {\n x[i] = 1;\n x[i + 0] = 2; } }",
        "#line (1, 1) - (5, 60) 10 \"razor.cshtml\"\nstatic partial class A { [HmmKernel] static void K(int i, Span<int> x) {\n x[i] = 1; } }",
        "static partial class A { [HmmKernel] static void K(int i, Span<int> x) {\n#if !NEVER\n x[i] = 1;\n#else\n nonsense here\n#endif\n#region a\n#pragma warning disable CS0168\n int unused; \n#endregion\n } }",
        "static partial class A { [HmmKernel] static void K(int i, Span<int> x) { const int c = 3; const long d = c * 2L; const float e = float.NaN; const char f = '\\''; const bool g = true; x[i] = c + (int)d + (g ? f : 0) + (e > 0 ? 1 : 0); } }",
        "static partial class A { [method: HmmKernel] [return: System.Diagnostics.CodeAnalysis.MaybeNull] [System.Runtime.CompilerServices.SkipLocalsInit_] static void K(int i, Span<int> x) { x[i] = 1; } }".Replace("[System.Runtime.CompilerServices.SkipLocalsInit_] ", "", StringComparison.Ordinal),
        "using Kern = HmmGen.HmmKernelAttribute; using static A; static partial class A { [Kern()] static void K(int i, Span<int> x) { x[i] = 1; } [global::HmmGen.HmmKernelAttribute(Rank = 2 - 1)] static void L(int i, Span<int> x) { x[i] = 1; } [Kern(Rank = Two)] static void M(int i, int j, Span<int> x) { x[i] = j; } const int Two = 2; }",
        "static partial class A { /// <summary>A <c>kernel</c> & more</summary>\n /// <param name=\"i\">item</param>\n [HmmKernel] public static void K(int i, Span<int> x) { x[i] = 1; } }",
    ];

    /// <summary>What is refused, and how often something is said of it.</summary>
    public static TheoryData<string, string> Refused => new()
    {
        { "static partial class A { struct Money { int _v; public void operator +=(int v) { _v += v; } public void operator ++() { _v++; } public int V => _v; } [HmmKernel] static void K(int i, Span<Money> x) { Money m = x[i]; m += 3; m++; x[i] = m; x[i] += 4; ++x[i]; } }", "" },
        { "partial class A<T> { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } }", "HMM002: K" },
        { "partial class A<T> { partial class B { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } } }", "HMM002: K" },
        { "partial class A { partial interface B<T> { partial struct C { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } } } }", "HMM002: K" },
        { "file static partial class A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } }", "HMM013: A" },
        { "file static partial class A { partial class B { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } } }", "HMM013: A" },
        { "file struct F { public int X; } static partial class A { [HmmKernel] static void K(int i, Span<int> x) { F f = default; f.X = 3; x[i] = f.X; } }", "" },
        { "file static class F { public static int Half(int v) => v / 2; public const int C = 3; } static partial class A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = F.Half(x[i]) + F.C; } }", "" },
        { "file static class F { public static readonly int N = 3; } static partial class A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = F.N; } }", "HMM009: F.N" },
        { "file static class F { public static readonly int[] T = { 1, 2 }; } static partial class A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = F.T[i & 1]; } }", "HMM009: F.T" },
        { "file static class F { public static int N { get; } = 3; public static int Get() => N; } static partial class A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = F.Get(); } }", "HMM009: N" },
        { "file static class F { internal static class G { public static readonly int N = 3; } } static partial class A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = F.G.N; } }", "HMM009: F.G.N" },
        { "file struct F { public int X; public static readonly F One = new() { X = 1 }; } static partial class A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = F.One.X; } }", "HMM009: F.One" },
        { "file enum F { A, B } static class G<T> { public static readonly int N = 3; public static readonly T V = default!; } static partial class A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = G<F>.N; } }", "HMM009: G<F>.N" },
        { "file enum F { A, B } static class G<T> { public static readonly int N = 3; } static partial class A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = G<F[]>.N; } }", "HMM009: G<F[]>.N" },
        { "file class E : Exception { } static partial class A { [HmmKernel] static void K(int i, Span<int> x) { if (x[i] < 0) throw new E(); } }", "HMM009: new E()" },
        { "file enum F { A } class E<T>(T v) : Exception { public T V => v; } static partial class A { [HmmKernel] static void K(int i, Span<int> x) { if (x[i] < 0) throw new E<F>(F.A); } }", "HMM009: F.A" },
        { "file class F { } class E(object? o) : Exception { public object? O => o; } static partial class A { [HmmKernel] static void K(int i, Span<int> x) { if (x[i] < 0) throw new E((F?)null); } }", "" },
        { "static class T { private class E : Exception { } public static int Get(int v) => v < 0 ? throw new E() : v; } static partial class A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = T.Get(x[i]); } }", "HMM009: new E()" },
        { "file struct F { public int X; } static partial class A { [HmmKernel] static void K(int i, Span<F> x) { x[i].X = 1; } }", "CS9051: K" },
        { "file enum F { A } static partial class A { [HmmKernel] static void K(int i, Span<int> x, F f = F.A) { x[i] = (int)f; } }", "CS9051: K" },
        { "file enum F : byte { A, B } file static class G { public static ReadOnlySpan<F> T => [F.A, F.B]; } static partial class A { [HmmKernel] static void K(int i, Span<int> x) { F f = G.T[i & 1]; ReadOnlySpan<F> own = [F.B, F.A]; Span<F> local = stackalloc F[2]; local[0] = f; x[i] = (int)own[i & 1] + (int)local[0] + (f == F.B ? 1 : 0); } }", "" },
        { "static class T { private enum E : byte { A, B } private static ReadOnlySpan<E> Table => [E.A, E.B]; public static int Get(int i) => (int)Table[i & 1]; } static partial class A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = T.Get(i); } }", "" },
        { "partial interface I { [HmmKernel] static abstract void K(int i, Span<int> x); }", "HMM002: K" },
        { "partial interface I { [HmmKernel] static virtual void K(int i, Span<int> x) { x[i] = 1; } }", "HMM002: K" },
        { "partial interface I { static abstract void K(int i, Span<int> x); } partial class A : I { [HmmKernel] static void I.K(int i, Span<int> x) { x[i] = 1; } }", "HMM002: K" },
        { "static partial class A { [HmmKernel] static void K(this int i, Span<int> x) { x[i] = 1; } }", "" },
        { "static partial class A { [HmmKernel] static unsafe void K(int i, Span<int> x) { x[i] = 1; } }", "CS0227: K" },
        { "static partial class A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void K(int i, Span<int> y) { y[i] = 1; } }", "CS0111: K" },
        { "static partial class A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } [HmmKernel(Rank = 2)] static void K(int i, int j, Span<int> x) { x[i] = j; } }", "HMM012: K" },
        { "static partial class A { [HmmKernel] static void K(int i, int j, Span<int> x) { x[i] = 1; } [HmmKernel(Rank = 2)] static void K(int i, int j, int k, Span<int> x) { x[i] = j; } }", "HMM012: K" },
        { "static partial class A { [HmmKernel] static void K(int i, ReadOnlySpan<int> x, Span<int> y) { y[i] = x[i]; } [HmmKernel] static void K(int i, Span<int> x, Span<int> y) { y[i] = 1; } }", "HMM012: K" },
        { "static partial class A { [HmmKernel] static void K(int i, ReadOnlySpan<int> x, Span<int> y) { y[i] = x[i]; } [HmmKernel] static void K(int i, Span<float> x, Span<int> y) { y[i] = 1; } }", "" },
        { "static partial class A { [System.Diagnostics.Conditional(\"DEBUG\"), HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } }", "HMM002: K" },
        { "static partial class A { [HmmKernel, HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } }", "CS0579: HmmKernel" },
        { "partial class A { [HmmKernel] static partial void K(int i, Span<int> x); [HmmKernel] static partial void K(int i, Span<int> x) { x[i] = 1; } }", "CS0579: HmmKernel" },
        { "partial class A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } } partial struct A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } }", "CS0261: A" },
        { "static partial class A { [HmmKernel(Rank = -1)] static void K(int i, Span<int> x) { x[i] = 1; } }", "HMM003: Rank = -1" },
        { "static partial class A { [HmmKernel(Rank = int.MaxValue)] static void K(int i, Span<int> x) { x[i] = 1; } }", "HMM003: Rank = int.MaxValue" },
        { "static partial class A { [HmmKernel(Rank = Missing)] static void K(int i, Span<int> x) { x[i] = 1; } }", "CS0103: Missing" },
        { "static partial class A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = Missing; } static void U(HmmDevice d, int[] x) { K(d, 1, x); _ = KAsync(d, 1, x); } }", "CS0103: Missing" },
        { "static partial class A { [HmmKernel] static void K(int i, Span<int> x) { x[i] = \"a\".Length; string s = \"b\"; } static void U(HmmDevice d, int[] x) { K(d, 1, x); _ = KAsync(d, 1, x); } }", "HMM006: string" },
    };

    public static TheoryData<string, CSharpParseOptions, CSharpCompilationOptions> Settings
    {
        get
        {
            CSharpCompilationOptions library = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
            CSharpParseOptions latest = new(LanguageVersion.Latest);
            return new()
            {
                { "C# 11", new(LanguageVersion.CSharp11), library },
                { "C# 12", new(LanguageVersion.CSharp12), library },
                { "C# 13", new(LanguageVersion.CSharp13), library },
                { "preview", new(LanguageVersion.Preview), library },
                { "strict", latest.WithFeatures([new("strict", "true")]), library },
                { "documentation", new(LanguageVersion.Latest, DocumentationMode.Diagnose), library },
                { "no documentation", new(LanguageVersion.Latest, DocumentationMode.None), library },
                { "checked", latest, library.WithOverflowChecks(true) },
                { "nullable off", latest, library.WithNullableContextOptions(NullableContextOptions.Disable) },
                { "nullable warnings", latest, library.WithNullableContextOptions(NullableContextOptions.Warnings) },
                { "release", latest, library.WithOptimizationLevel(OptimizationLevel.Release) },
                { "unsafe", latest, library.WithAllowUnsafe(true) },
                { "errors", latest, library.WithGeneralDiagnosticOption(ReportDiagnostic.Error).WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress)]).WithWarningLevel(9999) },
                { "signed", latest, library.WithCryptoPublicKey([.. typeof(object).Assembly.GetName().GetPublicKey()!]).WithPublicSign(true) },
                { "x64", latest, library.WithPlatform(Platform.X64) },
                { "module name", latest, library.WithModuleName("odd.dll") },
                { "deterministic", latest, library.WithDeterministic(true).WithConcurrentBuild(false) },
                { "path map", latest, library.WithSourceReferenceResolver(new SourceFileResolver([], "/", [new("/", "/_/")])) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public Task Shape_Builds(string source) => OddProject.Builds([("Usings.cs", Usings), ("Ops.cs", source)]);

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Refusal_IsSaidOnce(string source, string findings) =>
        Assert.Equal(findings, string.Join('|', await OddProject.Build([("Usings.cs", Usings), ("Ops.cs", source)])));

    [Theory]
    [MemberData(nameof(Settings))]
    public Task Setting_Builds(string name, CSharpParseOptions parsing, CSharpCompilationOptions options) =>
        OddProject.Builds([("Usings.cs", Usings), ($"/src/{name}.cs", Ordinary)], parsing, options);

    [Fact]
    public Task TopLevelProgram_Builds() => OddProject.Builds(
        [
            ("Usings.cs", Usings),
            ("Program.cs", "int[] x = new int[3]; Ops.K(HmmDevice.Default, 3, x); await Ops.KAsync(HmmDevice.Default, 3, x); return x[0]; static partial class Ops { [HmmKernel] public static void K(int i, Span<int> x) { x[i] = 1; } } partial class Program { [HmmKernel] public static void L(int i, Span<int> x) { x[i] = 1; } }"),
        ],
        options: new CSharpCompilationOptions(OutputKind.ConsoleApplication));

    [Fact]
    public Task FilesOfOneName_Build() => OddProject.Builds(
        [
            ("Usings.cs", Usings),
            ("Ops.cs", "namespace A; static partial class Ops { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } }"),
            ("Ops.cs", "namespace B; static partial class Ops { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 2; } }"),
            ("", "namespace C; static partial class Ops { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 2; } }"),
            ("odd \"name\"\n.cs", "namespace D; static partial class Ops { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 2; } }"),
            ("C:\\dir\\Ops.cs", "namespace E; static partial class Ops { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 2; } }"),
            ("\u00e4\u4e16 .cs", "namespace F; static partial class Ops { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 2; } }"),
        ]);

    [Fact]
    public Task WithoutImplicitUsings_Builds() => OddProject.Builds(
        [("Ops.cs", "using HmmGen; static partial class Ops { [HmmKernel] static void K(int i, System.Span<int> x) { x[i] = System.Math.Abs(x[i]); } static void U(HmmDevice d, int[] x) => K(d, 1, x); }")]);
}
