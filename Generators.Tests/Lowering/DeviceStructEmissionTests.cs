using HmmGen.Generators.Emission;
using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>Device structs, hidden parameters and exceptions are printed as code that compiles beside the user's.</summary>
public sealed class DeviceStructEmissionTests
{
    private const string User =
        """
        #pragma warning disable CS0649 // Fields that only devices set.
        static partial class Ops
        {
            private readonly struct Pair { public readonly bool Flag; private readonly char _letter; public char Letter => _letter; }
            private static readonly int Offset = 3;
            private static readonly Pair Fixed = default;
            private static readonly float[] Table = [1, 2];
            private static void Test(int i, int j, Pair p, Span<Pair> x) { _ = (Offset, Fixed, Table); }
            static partial void TestKernelStart(ref global::HmmGen.Generated.KernelLaunch launch, global::Ops.Pair p, HmmBuffer<global::Ops.Pair> x);
        }
        """;

    [Fact]
    public void Kernel_Compiles()
    {
        string text = KernelEmitter.Emit(Kernel());
        CSharpCompilation compilation = Compilations.Of(Compilations.Tree(User), Compilations.Tree(text, "Ops.TestKernel.g.cs"));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id != "CS1701"));
    }

    [Theory]
    [InlineData("public __hmm::DeviceSpan x, table;")]
    [InlineData("p = global::System.Runtime.CompilerServices.Unsafe.BitCast<global::Ops.Pair, global::Ops.TestKernel.Pair>(p)")]
    [InlineData("offset = (global::Ops.Offset)")]
    [InlineData("(global::HmmGen.HmmReadOnlyBuffer<float>)(global::Ops.Table)")]
    [InlineData("__hmm::DeviceStructLayout.Confirm<global::Ops.Pair, global::Ops.TestKernel.Pair>();")]
    [InlineData("global::Ops.Test(at0, index, _p, _x);")]
    [InlineData("static () => new global::System.ArgumentException(\"bad\")")]
    [InlineData("global::ILGPU.Interop.SizeOf<Pair>()")]
    public void Text_Has(string part) => Assert.Contains(part, KernelEmitter.Emit(Kernel()), StringComparison.Ordinal);

    private static KernelModel Kernel()
    {
        ValueType flag = ValueType.Boolean;
        ValueType pair = new(ValueKind.Struct, "global::Ops.Pair", "Pair");
        ValueType number = new(ValueKind.Single, "float");
        Access read = new(0, 1, new IndexExpression(ValueType.Int32, 0), pair, EquatableArray<string>.Empty, pair);
        Access write = new(1, 1, new IndexExpression(ValueType.Int32, 0), pair, EquatableArray<string>.Empty, pair);
        KernelBody body = new(
            EquatableArray.Of(new LocalModel("value", pair, LocalRole.Value), new LocalModel("ok", flag, LocalRole.Variable)),
            EquatableArray<LocalArrayModel>.Empty,
            EquatableArray.Of(new SiteModel(1, SiteKind.Read, "Ops.cs", 3), new SiteModel(1, SiteKind.Write, "Ops.cs", 4), new SiteModel(-1, SiteKind.Guard, "Ops.cs", 5)),
            EquatableArray.Of(new ExceptionModel("new global::System.ArgumentException(\"bad\")")),
            EquatableArray.Of(new BlockModel(
                3,
                EquatableArray.Of<Instruction>(
                    new LoadInstruction(3, 0, read, false),
                    new GuardInstruction(5, 2, new LocalExpression(flag, 1), ErrorKind.Thrown, new ConstantExpression(ValueType.Int32, "0", 0)),
                    new StoreInstruction(4, write, new LocalExpression(pair, 0))),
                new ReturnTerminator())));
        return new KernelModel(
            "", EquatableArray.Of(new TypeDeclaration("static partial class", "Ops")), "private", "Test", "TestKernel", "Ops.Test", "", "Ops.cs", 1, 24,
            EquatableArray.Of("i", "j"),
            EquatableArray.Of(
                new ParameterModel("p", ParameterKind.Scalar, pair, -1, false, false),
                new ParameterModel("x", ParameterKind.Span, pair, 0, true, true),
                new ParameterModel("offset", ParameterKind.Scalar, ValueType.Int32, -1, false, false, new ParameterSource(ParameterSourceKind.Member, "global::Ops.Offset")),
                new ParameterModel("fixedPair", ParameterKind.Scalar, pair, -1, false, false, new ParameterSource(ParameterSourceKind.Member, "global::Ops.Fixed")),
                new ParameterModel("table", ParameterKind.ReadOnlySpan, number, 1, true, false, new ParameterSource(ParameterSourceKind.Member, "global::Ops.Table"))),
            EquatableArray.Of(new DeviceStructModel("Pair", "global::Ops.Pair", EquatableArray.Of(new DeviceStructField("Flag", flag), new DeviceStructField("Letter", new ValueType(ValueKind.Char, "char"))))),
            EquatableArray<string>.Empty,
            body);
    }
}
