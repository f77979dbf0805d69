using System.Collections.Immutable;
using System.Text;
using HmmGen.Generators.Analyzers;
using HmmGen.Generators.Dependencies;
using HmmGen.Generators.Emission;
using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HmmGen.Generators;

/// <summary>
/// Generates the code of every method marked with <c>[HmmKernel]</c>: launch overloads from its signature, also when its body has errors, and
/// the rest, which editors need not make. <see cref="KernelAnalyzer"/> reports the errors, or this generator where a build leaves analyzers out.
/// </summary>
/// <remarks>
/// Roslyn runs every step that asks for symbols again after each keystroke. So the first steps ask for syntax only, and names tell what a kernel
/// depends on (<see cref="KernelInput"/>). A kernel is translated again when a declaration whose name it can reach changes, appears or disappears.
/// This errs on one side only: a kernel may be translated once too often.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class KernelGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step whose results are kernel models.</summary>
    public const string KernelStep = "Kernels";

    /// <summary>The name of the step whose results are signatures.</summary>
    public const string SignatureStep = "Signatures";

    /// <summary>The name of the step whose results are methods with their dependencies.</summary>
    public const string InputStep = "Inputs";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<(KernelInput Input, Compilation Compilation)> inputs = Inputs(context).Combine(context.CompilationProvider);
        IncrementalValuesProvider<SignatureModel> signatures = inputs
            .Select(static (pair, cancellation) => pair.Input.Signature(pair.Compilation, cancellation))
            .Where(static signature => signature is not null)
            .Select(static (signature, _) => signature!)
            .WithTrackingName(SignatureStep);
        IncrementalValuesProvider<KernelModel> kernels = inputs
            .Select(static (pair, cancellation) => pair.Input.Kernel(pair.Compilation, cancellation))
            .Where(static kernel => kernel is not null)
            .Select(static (kernel, _) => kernel!)
            .WithTrackingName(KernelStep);
        IncrementalValueProvider<EquatableArray<string>> clashing = signatures
            .Select(static (signature, _) => HintName.Of(signature.Namespace, signature.ContainingTypes, signature.Kernel))
            .Collect()
            .Select(static (names, _) => HintName.Clashing(names));

        context.RegisterSourceOutput(signatures.Combine(clashing), static (output, pair) => output.AddSource(
            HintName.Unique(HintName.Of(pair.Left.Namespace, pair.Left.ContainingTypes, pair.Left.Kernel), pair.Left.ContainingTypes, pair.Right) + ".Launch.g.cs",
            SourceText.From(LaunchEmitter.Emit(pair.Left), Encoding.UTF8)));
        context.RegisterImplementationSourceOutput(kernels.Combine(clashing), static (output, pair) => output.AddSource(
            HintName.Unique(HintName.Of(pair.Left.Namespace, pair.Left.ContainingTypes, pair.Left.Kernel), pair.Left.ContainingTypes, pair.Right) + ".g.cs",
            SourceText.From(KernelEmitter.Emit(pair.Left), Encoding.UTF8)));
        IncrementalValueProvider<bool> lacksAnalyzers = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => AnalyzerSwitch.IsOff(options.GlobalOptions));
        context.RegisterImplementationSourceOutput(
            inputs.Combine(lacksAnalyzers).Where(static pair => pair.Right).Select(static (pair, _) => pair.Left).Collect(),
            static (output, kernels) => Report(output, kernels));
    }

    // Kernels of one type share its errors, and those that call the same helper share the helper's.
    private static void Report(SourceProductionContext output, ImmutableArray<(KernelInput Input, Compilation Compilation)> kernels)
    {
        HashSet<(string Id, Location Place)> said = [];
        foreach ((KernelInput input, Compilation compilation) in kernels)
        {
            if (input.Method(compilation, output.CancellationToken) is not { } method)
            {
                continue;
            }

            IEnumerable<Diagnostic> ofType = KernelErrors.Of(method.ContainingType, compilation, output.CancellationToken);
            foreach (Diagnostic error in ofType.Concat(KernelErrors.Of(method, compilation, output.CancellationToken)))
            {
                if (said.Add((error.Id, error.Location)))
                {
                    output.ReportDiagnostic(error);
                }
            }
        }
    }

    private static IncrementalValuesProvider<KernelInput> Inputs(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ProjectNames> project = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => node is CompilationUnitSyntax, static (match, _) => (CompilationUnitSyntax)match.Node)
            .Select(static (root, _) => new TreeNames(root))
            .Collect()
            .Combine(context.CompilationProvider.Select(static (compilation, _) => new ProjectSettings(compilation)))
            .Select(static (pair, _) => new ProjectNames(pair.Left, pair.Right));
        return context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is MethodDeclarationSyntax { AttributeLists.Count: > 0 } method && method.Modifiers.Any(SyntaxKind.StaticKeyword),
                static (match, _) => (MethodDeclarationSyntax)match.Node)
            .Combine(project)
            .Where(static pair => KernelInput.MayBeKernel(pair.Left, pair.Right))
            .Select(static (pair, _) => new KernelInput(pair.Left, pair.Right))
            .WithComparer(new KernelInputComparer())
            .WithTrackingName(InputStep);
    }
}
