using System.Collections.Concurrent;
using System.Collections.Immutable;
using HmmGen.Generators.Analyzers.Selection;
using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Parsing;
using HmmGen.Generators.Parsing.Shape;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HmmGen.Generators.Analyzers;

/// <summary>Reports, at its place, everything in an annotated method that cannot run on a device.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KernelAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. KernelDiagnostics.Errors];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // Other tools may write kernels too, and launch overloads come for them as for all others.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (KernelMark.In(context.Compilation) is not { } mark)
        {
            return;
        }

        if (!LanguageVersions.IsEnough(context.Compilation))
        {
            StartOldLanguage(context, mark);
            return;
        }

        // Two kernels that inline the same helper find the same error in it.
        ConcurrentDictionary<(string Id, Location Place), bool> said = new();
        context.RegisterSymbolAction(symbol => Analyze(symbol, mark, said), SymbolKind.Method);
        context.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
        context.RegisterSyntaxNodeAction(node => KernelPlace.Analyze(node, mark), SyntaxKind.Attribute);
    }

    private static void Analyze(
        SymbolAnalysisContext context, KernelMark mark, ConcurrentDictionary<(string Id, Location Place), bool> said)
    {
        IMethodSymbol method = (IMethodSymbol)context.Symbol;
        if (!mark.IsOn(method))
        {
            return;
        }

        foreach (Diagnostic error in KernelErrors.Of(method, context.Compilation, context.CancellationToken))
        {
            if (said.TryAdd((error.Id, error.Location), true))
            {
                context.ReportDiagnostic(error);
            }
        }
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        foreach (Diagnostic error in KernelErrors.Of((INamedTypeSymbol)context.Symbol, context.Compilation, context.CancellationToken))
        {
            context.ReportDiagnostic(error);
        }
    }

    // Reported once, at the first kernel: no kernel can be generated.
    private static void StartOldLanguage(CompilationStartAnalysisContext context, KernelMark mark)
    {
        ConcurrentBag<Location> kernels = [];
        context.RegisterSymbolAction(
            symbol =>
            {
                if (mark.IsOn((IMethodSymbol)symbol.Symbol))
                {
                    kernels.Add(symbol.Symbol.Locations[0]);
                }
            },
            SymbolKind.Method);
        context.RegisterCompilationEndAction(end =>
        {
            Location? first = kernels
                .OrderBy(k => k.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(k => k.SourceSpan.Start)
                .FirstOrDefault();
            if (first is not null)
            {
                end.ReportDiagnostic(Diagnostic.Create(
                    KernelDiagnostics.OldLanguage,
                    first,
                    LanguageVersions.Needed.ToDisplayString(),
                    ((CSharpCompilation)end.Compilation).LanguageVersion.ToDisplayString()));
            }
        });
    }
}
