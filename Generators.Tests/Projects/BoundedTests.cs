using System.Diagnostics;
using HmmGen.Generators.Analyzers;
using HmmGen.Generators.Analyzers.Lints;
using HmmGen.Tests.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace HmmGen.Generators.Tests.Projects;

/// <summary>
/// Whatever the size and shape of a kernel, generator and analyzers end in time and memory that grow with its text, on a stack of 1.5 MiB: with code,
/// or with a diagnostic. Allocation is counted, which is the same on every machine; times are printed for the table in docs/measurements.md.
/// </summary>
public sealed class BoundedTests
{
    private const int Stack = 1536 * 1024;
    private const int LargeStack = 256 << 20;

    /// <summary>Quick runs leave out larger kernels.</summary>
    private const int QuickSize = 30;

    // Each of n nested loops, jumps or alternatives is a condition of all that lies within: the plan, or what finds its conditions, grows with the square.
    private static readonly string[] Quadratic = ["nested loops", "gotos", "pattern"];

    /// <summary>Every second of them has its turn.</summary>
    public static TheoryData<string, int> Sizes => new(TestScale.Turns<(string, int)>(
    [
        ("statements", 5_000), ("statements of one local", 5_000), ("sum", 10_000), ("sum of products in one statement", 2_000), ("sum to the right", 200), ("sum to the right", 2_000),
        ("parentheses", 200), ("parentheses", 2_000), ("unary", 200), ("unary", 2_000), ("casts", 200), ("casts", 2_000),
        ("nested ifs", 200), ("nested ifs", 2_000), ("nested blocks", 200), ("nested blocks", 2_000), ("nested loops", 40), ("nested loops", 200), ("nested whiles", 40), ("nested whiles", 200),
        ("nested switches", 200), ("nested conditionals", 200), ("nested conditionals", 2_000), ("nested conditionals in conditions", 200), ("nested switch expressions", 200),
        ("conjunction", 2_000), ("disjunction", 2_000), ("else ifs", 200), ("else ifs", 1_000), ("pattern", 1_000), ("switch of cases", 1_000), ("switch expression of arms", 1_000),
        ("switch that goes on to the next case", 1_000), ("gotos", 500),
        ("chained doublings", 30), ("chained doublings", 500), ("chained extremes", 26), ("chained extremes", 500), ("chained squares", 26), ("chained squares", 500), ("chained masks", 26), ("chained masks", 500), ("xor-shift rounds", 100), ("conditional additions", 500), ("merged indices", 500), ("locals", 500), ("locals", 2_000), ("locals that live over accesses", 500),
        ("accesses", 2_000), ("accesses that depend", 1_000), ("early returns", 500), ("running pointer", 200), ("loops one after another", 200),
        ("fan-out of three", 4), ("fan-out of three", 10), ("fan-out of three", 30), ("chain of calls", 64), ("chain of calls", 1_000), ("calls in arguments", 200), ("calls in arguments", 2_000),
        ("own calls in arguments", 200), ("own calls in arguments", 2_000), ("calls one after another", 1_000),
        ("table", 1_024), ("table", 100_000), ("constant local table", 1_024), ("constant local table", 20_000), ("local arrays", 200), ("fields of a struct", 200), ("fields of a struct", 2_000),
        ("parameters", 300), ("spans", 300), ("slices of slices", 200), ("tuples in tuples", 100), ("assignments as values", 200), ("assignments as values", 2_000), ("compound assignments as values", 200), ("increments", 2_000),
        ("local functions in one another", 60), ("lambdas in one another", 60),
    ], quick: 1, full: 2));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Shape_EndsInTime(string shape, int size)
    {
        if (size > QuickSize)
        {
            TestScale.SkipQuick("a large kernel");
        }

        CancellationToken cancel = TestContext.Current.CancellationToken;
        (CSharpCompilation half, _) = Compile(KernelText.Shapes[shape](Math.Max(2, size / 2)), cancel);
        (long halfBytes, _, _) = On(Stack, () => Generate(half, cancel));
        (CSharpCompilation user, string[] errors) = Compile(KernelText.Shapes[shape](size), cancel);
        (long bytes, double milliseconds, int lines) = On(Stack, () => Generate(user, cancel));
        string said = string.Join(' ', errors.Concat(On(Stack, () => Analyze(user, cancel))).Distinct());
        TestContext.Current.TestOutputHelper?.WriteLine($"| {shape} | {size} | {milliseconds:F0} ms | {bytes / 1048576.0:F1} MiB ({(double)bytes / halfBytes:F1}) | {lines} | {said} |");
        Assert.True(lines > 0 || said.Length > 0, "Neither code nor a diagnostic.");
        Assert.DoesNotContain("AD0001", said, StringComparison.Ordinal);
        Assert.True(milliseconds < 10_000, $"{milliseconds} ms");
        Assert.True(bytes < ((Quadratic.Contains(shape) ? 4.2 : 3.4) * halfBytes) + 4_000_000, $"{halfBytes} bytes, then {bytes}");
    }

    /// <summary>What the compiler does itself with a text is its own affair: here it is done before, with stack enough.</summary>
    private static (CSharpCompilation User, string[] Errors) Compile(string source, CancellationToken cancel) => On(LargeStack, () =>
    {
        CSharpCompilation made = Compilations.Of(Compilations.Tree(source));
        return (made, (string[])[.. made.GetDiagnostics(cancel).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id)]);
    });

    private static T On<T>(int stack, Func<T> work)
    {
        T result = default!;
        Exception? failure = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception e)
                {
                    failure = e;
                }
            },
            stack);
        thread.Start();
        thread.Join();
        Assert.True(failure is null, failure?.ToString());
        return result;
    }

    private static (long Bytes, double Milliseconds, int Lines) Generate(CSharpCompilation user, CancellationToken cancel)
    {
        long start = GC.GetAllocatedBytesForCurrentThread();
        Stopwatch watch = Stopwatch.StartNew();
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new KernelGenerator().AsSourceGenerator()], parseOptions: new CSharpParseOptions(LanguageVersion.Latest));
        GeneratorDriverRunResult result = driver.RunGenerators(user, cancel).GetRunResult();
        double milliseconds = watch.Elapsed.TotalMilliseconds;
        long bytes = GC.GetAllocatedBytesForCurrentThread() - start;
        Assert.True(result.Results[0].Exception is null, result.Results[0].Exception?.ToString());
        int lines = result.GeneratedTrees.Where(t => !t.FilePath.EndsWith(".Launch.g.cs", StringComparison.Ordinal)).Sum(t => t.GetText(cancel).Lines.Count);
        return (bytes, milliseconds, lines);
    }

    private static string[] Analyze(CSharpCompilation user, CancellationToken cancel)
    {
        CompilationWithAnalyzers analyzed = user.WithAnalyzers(
            [new KernelAnalyzer(), new KernelLintAnalyzer()],
            new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        return
        [
            .. analyzed.GetAnalyzerDiagnosticsAsync(cancel).GetAwaiter().GetResult()
                .Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.Id == "AD0001" ? d.ToString() : d.Id),
        ];
    }
}
