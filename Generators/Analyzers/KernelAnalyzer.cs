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
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
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

        KernelParse parse = KernelParser.Parse(method, context.Compilation, SemanticModels.Shared, context.CancellationToken);
        IEnumerable<Diagnostic> found = parse.Kernel is null
            ? DiagnosticSelection.Select(parse.Errors, context.Compilation, context.CancellationToken)
            : UnplannedAccesses.Of(parse.Kernel, parse.Sites);
        foreach (Diagnostic error in found)
        {
            if (said.TryAdd((error.Id, error.Location), true))
            {
                context.ReportDiagnostic(error);
            }
        }
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        IReadOnlyList<Diagnostic> errors = [.. ContainingTypes.Errors((INamedTypeSymbol)context.Symbol, context.CancellationToken)];
        foreach (Diagnostic error in DiagnosticSelection.Select(errors, context.Compilation, context.CancellationToken))
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
