using System.Collections.Immutable;
using HmmGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HmmGen.Generators.Analyzers.Lints;

/// <summary>Warns of code in a kernel that runs on a device but is probably a mistake. Each kind of finding is an <see cref="IKernelLint"/>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KernelLintAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<IKernelLint> Lints =
        [new ConstantIndexLint(), new SharedElementLint(), new NeighbourLint(), new DoubleLint(), new OnlyReadLint()];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. KernelDiagnostics.Lints];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (KernelMark.In(start.Compilation) is { } mark)
            {
                // Roslyn does not even make the operations of methods that are not kernels.
                start.RegisterSymbolStartAction(
                    symbol =>
                    {
                        if (symbol.Symbol is IMethodSymbol { IsStatic: true, MethodKind: MethodKind.Ordinary } method && mark.IsOn(method))
                        {
                            symbol.RegisterOperationBlockAction(Analyze);
                        }
                    },
                    SymbolKind.Method);
            }
        });
    }

    private static void Analyze(OperationBlockAnalysisContext context)
    {
        if (context.OwningSymbol is not IMethodSymbol method
            || KernelCode.Read(method, context.OperationBlocks, context.CancellationToken) is not { } code)
        {
            return;
        }

        foreach (IKernelLint lint in Lints)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            lint.Check(code, context.ReportDiagnostic);
        }
    }
}
