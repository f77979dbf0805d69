using System.Collections.Immutable;
using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Emission.Lanes;
using HmmGen.Generators.Lowering;
using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Lowering.Naming;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;
using HmmGen.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HmmGen.Generators.Analyzers;

/// <summary>
/// Says of each kernel whether its work items run as lanes of vectors on the host, or why not. It is an analyzer of its own, since compilers do not start one whose
/// only diagnostic is off.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LaneAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [KernelDiagnostics.Lanes];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (KernelMark.In(start.Compilation) is { } mark)
            {
                start.RegisterSymbolAction(symbol => Analyze(symbol, mark), SymbolKind.Method);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, KernelMark mark)
    {
        IMethodSymbol method = (IMethodSymbol)context.Symbol;
        if (!mark.IsOn(method)
            || KernelParser.Parse(method, context.Compilation, SemanticModels.Shared, context.CancellationToken).Kernel is not { } kernel)
        {
            return;
        }

        KernelModel named = NamePass.Run(KernelLowering.Lower(kernel));
        PlanModel plan = PlanLowering.Lower(named);
        HostForms forms = HostForms.Of(named, plan, plan.Unplanned(named.Body));
        string words = forms.Flat is { } flat ? Words(kernel, flat.Lanes, ", along rows that the last index counts")
            : forms.Lanes is { } lanes ? Words(kernel, lanes)
            : forms.Turns is not null ? "one after another, turns of their loops side by side"
            : $"one after another: {LaneReasonText.Of(forms.OfItems, forms.OfTurns)}";
        context.ReportDiagnostic(Diagnostic.Create(KernelDiagnostics.Lanes, method.Locations[0], kernel.DisplayName, words));
    }

    private static string Words(KernelModel kernel, LaneModel lanes, string along = "")
        => $"{lanes.Groups * LaneModel.Width} side by side{(lanes.Rows > 1 ? $" in each of {lanes.Rows} rows" : "")}{along}{(kernel.IsFast ? ", fast" : "")}";
}
