using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using HmmGen.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace HmmGen.Generators.Tests.Diagnostics;

/// <summary>Other languages write names into assemblies that C# cannot write. What generated code would have to name so is refused.</summary>
public sealed class OddMetadataTests
{
    private const TypeAttributes Struct = TypeAttributes.Public | TypeAttributes.SequentialLayout | TypeAttributes.Sealed;

    [Theory]
    [InlineData("odd name", "HMM004")]
    [InlineData("a-b", "HMM004")]
    [InlineData("1st", "HMM004")]
    [InlineData("a\u00adb", "HMM004")]
    [InlineData("class", null)]
    [InlineData("größe_1", null)]
    public async Task A_field_that_CSharp_cannot_name_is_refused(string field, string? error)
    {
        MetadataReference library = Library(module => module.DefineType("Pair", Struct, typeof(ValueType)).DefineField(field, typeof(int), FieldAttributes.Public).DeclaringType!);
        foreach (string parameter in new[] { "Pair p", "Span<Pair> p", "ReadOnlySpan<Own> p" })
        {
            await Check($"struct Own {{ public Pair P; }} [HmmKernel] static void K(int i, Span<int> x, {parameter}) => x[i] = 1;", library, error);
        }

        await Check("[HmmKernel] static void K(int i, Span<int> x) { Pair p = default; Pair q = p; x[i] = 1; }", library, error is null ? null : "HMM006");
    }

    /// <summary>The struct itself has a name that C# can write, and holds one that has not.</summary>
    [Fact]
    public async Task A_struct_that_CSharp_cannot_name_is_refused()
    {
        MetadataReference library = Library(static module =>
        {
            TypeBuilder inner = module.DefineType("odd type", Struct, typeof(ValueType));
            inner.DefineField("A", typeof(int), FieldAttributes.Public);
            inner.CreateType();
            TypeBuilder outer = module.DefineType("Pair", Struct, typeof(ValueType));
            outer.DefineField("B", inner, FieldAttributes.Public);
            return outer;
        });
        await Check("[HmmKernel] static void K(int i, Span<int> x, Pair p) => x[i] = p.B.A;", library, "HMM004");
    }

    /// <summary>Generated code names the parameters of an exception's constructor.</summary>
    [Theory]
    [InlineData("odd name", "HMM005")]
    [InlineData(null, null)]
    [InlineData("new", null)]
    public async Task A_parameter_that_CSharp_cannot_name_is_refused(string? name, string? error)
    {
        MetadataReference library = Library(module =>
        {
            TypeBuilder type = module.DefineType("Wrong", TypeAttributes.Public, typeof(Exception));
            ConstructorBuilder made = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [typeof(int)]);
            if (name is not null)
            {
                made.DefineParameter(1, ParameterAttributes.None, name);
            }

            ILGenerator code = made.GetILGenerator();
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Call, typeof(Exception).GetConstructor([])!);
            code.Emit(OpCodes.Ret);
            return type;
        });
        await Check("[HmmKernel] static void K(int i, Span<int> x) => throw new Wrong(3);", library, error);
    }

    private static async Task Check(string members, MetadataReference library, string? error)
    {
        CSharpCompilation project = Compilations.Of(Compilations.Tree($"static partial class Ops {{ {members} }}")).AddReferences(library);
        Assert.DoesNotContain(project.GetDiagnostics(TestContext.Current.CancellationToken), static d => d.Severity == DiagnosticSeverity.Error);
        IEnumerable<Diagnostic> found = await project.WithAnalyzers([new KernelAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(error is null ? [] : [error], found.Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.Id).Distinct());
        Compilations.Driver().RunGeneratorsAndUpdateCompilation(project, out Compilation all, out _, TestContext.Current.CancellationToken);
        Assert.Equal("", string.Join('\n', all.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.GetMessage(CultureInfo.InvariantCulture))));
    }

    private static PortableExecutableReference Library(Func<ModuleBuilder, Type> define)
    {
        PersistedAssemblyBuilder assembly = new(new AssemblyName("Odd"), typeof(object).Assembly);
        ((TypeBuilder)define(assembly.DefineDynamicModule("Odd"))).CreateType();
        using MemoryStream stream = new();
        assembly.Save(stream);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }
}
