using System.Runtime.Loader;
using HmmGen.Language.Tests.Cases;
using HmmGen.Language.Tests.Running;
using Microsoft.CodeAnalysis;

namespace HmmGen.Language.Tests.Compiling;

/// <summary>
/// Compiles many cases together, since one compilation of a hundred is far quicker than a hundred of one. A case that makes the compiler throw or hang
/// spoils its batch; then the batch is halved until the case stands alone.
/// </summary>
internal sealed class CaseCompiler
{
    private readonly Dictionary<string, CaseSource> _sources = [];
    private readonly List<(LanguageCase Case, Outcome Outcome)> _verdicts = [];

    private CaseCompiler(IReadOnlyList<LanguageCase> cases)
    {
        foreach (LanguageCase @case in cases)
        {
            CaseSource source = new(@case, $"Case{_sources.Count}");
            _sources.Add(source.Space, source);
        }
    }

    /// <summary>Compiles cases.</summary>
    /// <param name="cases">The cases.</param>
    /// <returns>What became of each.</returns>
    public static CaseBatch Compile(IReadOnlyList<LanguageCase> cases)
    {
        OutcomeKind kind;
        string detail;
        try
        {
            return TimedCall.Run(TimeSpan.FromSeconds(20 + cases.Count), new CaseCompiler(cases).Compile);
        }
        catch (TimeoutException late)
        {
            (kind, detail) = (OutcomeKind.Hang, "the compiler: " + late.Message);
        }
        catch (CompilerThrewException failure)
        {
            (kind, detail) = (OutcomeKind.Crash, failure.Message);
        }

        if (cases.Count == 1)
        {
            return new CaseBatch([(cases[0], new Outcome(kind, detail))], []);
        }

        CaseBatch first = Compile([.. cases.Take(cases.Count / 2)]);
        CaseBatch second = Compile([.. cases.Skip(cases.Count / 2)]);
        return new CaseBatch([.. first.Verdicts, .. second.Verdicts], [.. first.Programs, .. second.Programs]);
    }

    /// <summary>What is generated for a case, for a person to read.</summary>
    /// <param name="case">The case.</param>
    /// <returns>The text.</returns>
    public static string Generated(LanguageCase @case)
        => string.Join('\n', KernelToolchain.Generate(Compilations.Of([new CaseSource(@case, "Case0").Kernel]), out _).Select(tree => tree.ToString()));

    private CaseBatch Compile()
    {
        Drop(
            Compilations.Of(_sources.Values.SelectMany(s => new[] { s.Kernel, s.Plain })).GetDiagnostics(),
            errors => new Outcome(OutcomeKind.NotCSharp, errors[0].ToString()));
        List<CaseSource> refused = Refuse();

        // Refused kernels stay: what is generated for them must compile too. They have no launch.
        while (_sources.Count > 0)
        {
            IEnumerable<SyntaxTree> trees =
            [
                .. refused.Select(s => s.Kernel),
                .. _sources.Values.SelectMany(s => new[] { s.Kernel, s.Plain, s.Launch }),
            ];
            _ = KernelToolchain.Generate(Compilations.Of(trees), out Compilation all);
            using MemoryStream image = new();
            if (all.Emit(image) is { Success: false } failed)
            {
                int before = _sources.Count + refused.Count;
                Drop(failed.Diagnostics, errors => new Outcome(OutcomeKind.DoesNotCompile, errors[0].ToString()), refused);
                if (before == _sources.Count + refused.Count)
                {
                    throw new CompilerThrewException("Errors in no case: " + string.Join('\n', failed.Diagnostics));
                }

                continue;
            }

            image.Position = 0;
            // Not collectible: ILGPU keeps what it knows of a type beyond the type's life. The process is a child that ends soon.
            AssemblyLoadContext context = new("Trials");
            System.Reflection.Assembly assembly = context.LoadFromStream(image);
            return new CaseBatch(_verdicts, [.. _sources.Values.Select(source => CaseProgram.Of(assembly, source))]);
        }

        return new CaseBatch(_verdicts, []);
    }

    /// <summary>Takes out the cases that the analyzer has errors for.</summary>
    private List<CaseSource> Refuse()
    {
        List<CaseSource> before = [.. _sources.Values];
        Drop(KernelToolchain.Analyze(Compilations.Of(before.Select(s => s.Kernel))), errors => new Outcome(
            OutcomeKind.Refused,
            string.Join(' ', errors.Select(e => e.Id).Distinct().Order(StringComparer.Ordinal)),
            errors[0].GetMessage()));
        return [.. before.Except(_sources.Values)];
    }

    private void Drop(IEnumerable<Diagnostic> diagnostics, Func<List<Diagnostic>, Outcome> verdict, List<CaseSource>? refused = null)
    {
        foreach (IGrouping<string, Diagnostic> group in diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).GroupBy(KernelToolchain.SpaceOf))
        {
            if (_sources.Remove(group.Key, out CaseSource? source))
            {
                _verdicts.Add((source.Case, verdict([.. group])));
            }
            else if (refused?.Find(r => r.Space == group.Key) is { } other)
            {
                refused.Remove(other);
                _verdicts.RemoveAll(v => v.Case == other.Case);
                _verdicts.Add((other.Case, verdict([.. group])));
            }
        }
    }
}
