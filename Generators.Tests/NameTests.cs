using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace HmmGen.Generators.Tests;

/// <summary>No name of the user's can break generated code, and no setting of the project's.</summary>
public sealed class NameTests
{
    public static TheoryData<string> Sources =>
    [
        "static partial class Ops { [HmmKernel] public static void Scale(int i, Span<int> x) { x[i] = 1; } [HmmKernel] public static void scale(int i, Span<int> x) { x[i] = 2; } }",
        "namespace My.@event { static partial class @class { [HmmKernel] public static void @void(int @int, float @for, Span<float> @string) { @string[@int] = @for; } } }",
        "static partial class Ops { [HmmKernel] public static void Plan(int i, Span<int> x) { x[i] = 1; } [HmmKernel] public static void Host(int i, Span<int> x) { x[i] = 1; } [HmmKernel] public static void Run(int i, Span<int> x) { x[i] = 1; } [HmmKernel] public static void Start(int i, Span<int> x) { x[i] = 1; } [HmmKernel] public static void On(int i, Span<int> x) { x[i] = 1; } [HmmKernel] public static void Bind(int i, Span<int> x) { x[i] = 1; } [HmmKernel] public static void Descriptor(int i, Span<int> x) { x[i] = 1; } }",
        "static partial class Ops { [HmmKernel] public static void Equals(int i, Span<int> x) { x[i] = 1; } [HmmKernel] public static void ToString(int i, Span<int> x) { x[i] = 1; } [HmmKernel] public static void GetHashCode(int i, Span<int> x) { x[i] = 1; } }",
        "static partial class FooKernel { [HmmKernel] public static void Foo(int i, Span<int> x) { x[i] = 1; } }",
        "static partial class Ops { [HmmKernel] public static void K(int i, Span<int> x) { x[i] = 1; } [HmmKernel] public static void KKernel(int i, Span<int> x) { x[i] = 2; } static int AddKernel = 1; [HmmKernel] public static void Add(int i, Span<int> x) { x[i] = 3; } static void AddKernel_() { _ = AddKernel; } }",
        "static partial class Ops { [HmmKernel] public static void K(int State, int TMemory, int Site, int Arguments, int memory, int frame, int slot, Span<int> address) { int parked = State; int cleared = Site; int StateSize = 3; int state = TMemory; int scratch = 2; int site = address[State]; int element = site; int resume = element; int launch = memory + frame + slot; int Run = 1; int Equals = Run; for (int element2 = 0; element2 < 3; element2++) address[State] += parked + cleared + StateSize + state + Arguments + scratch + resume + launch + Equals; } }",
        "static partial class Ops { [HmmKernel] public static void K(int device, int extent, int launch, int cancellationToken, Span<int> x) { x[device] = extent + launch + cancellationToken; } }",
        "namespace App { class System { } class ILGPU { } class HmmGen { } static partial class Ops { [global::HmmGen.HmmKernel] public static void K(int i, global::System.Span<int> x) { x[i] = 1; } } }",
        "namespace App.HmmGen { namespace Kernels { class Wave { } } static partial class Ops { [global::HmmGen.HmmKernel] public static void K(int i, global::System.Span<int> x) { x[i] = 1; } } }",
        "namespace A { static partial class Ops { [HmmKernel] public static void K(int i, Span<int> x) { x[i] = 1; } } } namespace a { static partial class ops { [HmmKernel] public static void k(int i, Span<int> x) { x[i] = 1; } } }",
        "static partial class Ops { [HmmKernel] public static void K(int i, Span<int> x) { x[i] = 1; } [HmmKernel] public static void K(int i, Span<long> x) { x[i] = 1; } public static void KAsync() { } }",
        "partial record struct Ops { private static partial class Inner { [HmmKernel] public static void K(int i, Span<int> x) { x[i] = 1; } } partial interface IFace { [HmmKernel] static void L(int i, Span<int> x) { x[i] = 1; } } }",
        "partial class Ops { private enum Kind : byte { A } [HmmKernel] private static void K(int i, Kind kind, Span<byte> x) { x[i] = (byte)kind; } }",
        "static partial class Ops { [Obsolete(\"gone\", true)] [HmmKernel] public static void K(int i, Span<int> x) { x[i] = 1; } [Obsolete] [HmmKernel] public static void L(int i, Span<int> x) { x[i] = 1; } }",
        "static partial class Ops { [System.Diagnostics.CodeAnalysis.Experimental(\"EXP1\")] [HmmKernel] public static void K(int i, Span<int> x) { x[i] = 1; } }",
        "static partial class Ops { enum Kind { A, B } [HmmKernel] static void K(int i, Span<int> x, int n = -3, float f = 1.5f, double d = double.NaN, char c = '\\'', bool b = true, long l = long.MinValue, Kind kind = Kind.B, ReadOnlySpan<int> w = default) { x[i] = n; } static void Use(HmmDevice device, int[] x) { K(device, 5, x); K(device, 5, x, 1, w: x); } }",
        "static partial class Ops { [HmmKernel] static void K(int i, Span<int> x, params ReadOnlySpan<int> w) { x[i] = w.Length; } static void Use(HmmDevice device, int[] x) { K(device, 5, x); K(device, 5, x, 1, 2, 3); K(device, 5, x, x); } }",
        "static partial class Ops { [HmmKernel] public static void K\u00e9\u0301(int i, Span<int> x\u0301) { x\u0301[i] = 1; } }",
    ];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Source_Compiles(string source) => Assert.Empty(new TestProject(files: [("Ops.cs", source)]).Compile());

    [Theory]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    public void LanguageVersion_IsEnough(LanguageVersion version) => Assert.Empty(
        new TestProject(new CSharpParseOptions(version), files: [("Ops.cs", Ordinary)]).Compile());

    [Fact]
    public void ProjectWithoutNullableOrUnsafe_WithChecksAndWarningsAsErrors_Compiles() => Assert.Empty(
        new TestProject(
            options: new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, checkOverflow: true, allowUnsafe: false, nullableContextOptions: NullableContextOptions.Disable,
                generalDiagnosticOption: ReportDiagnostic.Error, specificDiagnosticOptions: new Dictionary<string, ReportDiagnostic> { ["CS1701"] = ReportDiagnostic.Suppress }),
            files: [("Ops.cs", Ordinary)]).Compile());

    [Fact]
    public void SignedProject_Compiles()
    {
        CSharpCompilationOptions options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
            .WithCryptoPublicKey([.. typeof(object).Assembly.GetName().GetPublicKey()!]).WithPublicSign(true);
        Assert.Empty(new TestProject(options: options, files: [("Ops.cs", Ordinary)]).Compile());
    }

    private const string Ordinary =
        """
        static partial class Ops
        {
            [HmmKernel(Rank = 2)]
            public static void K(int row, int column, int n, bool flag, char c, ReadOnlySpan<float> x, Span<float> y)
            {
                float sum = 0;
                for (int j = 0; j < n; j++)
                {
                    if (flag && x[j] > c)
                        sum += x[row * n + j] / 3;
                }

                y[row * n + column] = sum;
            }
        }
        """;
}
