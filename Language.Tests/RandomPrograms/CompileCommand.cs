using System.Globalization;
using System.Text.RegularExpressions;
using HmmGen.Language.Tests.Cases;
using HmmGen.Language.Tests.Compiling;
using HmmGen.Language.Tests.Running;
using Microsoft.CodeAnalysis;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Compiles random kernels and does not run them: <c>compile KIND FIRST COUNT [fast]</c>, of which a thousand take a minute. The kind is the name of a
/// generator without its last word, or <c>edges</c> for the kernels of <see cref="LaneEdgeKernels"/>, or a file with a body in each line,
/// of two dimensions where it names <c>j</c>.
/// </summary>
internal static partial class CompileCommand
{
    /// <summary>The word that chooses this mode.</summary>
    public const string Name = "compile";

    // Kernels that are compiled together.
    private const int Batch = 100;

    /// <summary>Runs the command.</summary>
    /// <param name="args">The kind, the first seed, how many, and whether the kernels are fast.</param>
    /// <returns>The exit status: the number of kernels whose generated code does not compile, at most 100.</returns>
    public static int Run(string[] args)
    {
        int first = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0;
        int count = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 100;
        bool isFast = args is [.., "fast"];
        if (args[0] is "Program" or "Flow")
        {
            return Programs(Enumerable.Range(first, count).Select(seed => args[0] == "Flow" ? FlowGenerator.Make(seed) : ProgramGenerator.Make(seed).ToCase()));
        }

        int faults = 0, lanes = 0, wide = 0, all = 0;
        foreach (LaneKernel[] kernels in Kernels(args[0], first, count).Chunk(Batch))
        {
            string[] methods = [.. kernels.Select((kernel, number) => isFast ? kernel.ToMethod(number).Replace("(Rank", "(FloatingPoint = HmmFloatingPoint.Fast, Rank", StringComparison.Ordinal) : kernel.ToMethod(number))];
            SyntaxTree[] trees = [Compilations.Tree(LaneTrial.Structs, "Structs.cs"), .. methods.Select(static (method, number)
                => Compilations.Tree($"public static partial class Lanes\n{{\n{method}\n}}\n", $"K{number}.cs"))];
            IReadOnlyList<SyntaxTree> generated = KernelToolchain.Generate(Compilations.Of(trees), out Compilation compilation);
            foreach (SyntaxTree tree in generated)
            {
                string text = tree.ToString();
                lanes += text.Contains(" LanesGroup(", StringComparison.Ordinal) ? 1 : 0;
                wide += text.Contains(" LanesWide", StringComparison.Ordinal) ? 1 : 0;
            }

            foreach (IGrouping<string, Diagnostic> errors in compilation.GetDiagnostics().Where(static one => one.Severity == DiagnosticSeverity.Error).GroupBy(Kernel))
            {
                Diagnostic error = errors.First();
                Console.WriteLine($"{++faults}. {error}\n{error.Location.SourceTree?.GetText().Lines[error.Location.GetLineSpan().StartLinePosition.Line]}");
                Console.WriteLine(int.TryParse(errors.Key, out int number) ? $"seed {kernels[number].Seed}\n{methods[number]}" : errors.Key);
            }

            all += kernels.Length;
        }

        Console.WriteLine($"{args[0]}: {all} kernels, {lanes} with lanes, {wide} with wide lanes, {faults} that do not compile.");
        return Math.Min(faults, 100);
    }

    // What is generated for devices is compiled, too.
    private static int Programs(IEnumerable<LanguageCase> programs)
    {
        (LanguageCase Case, Outcome Outcome)[] verdicts = [.. programs.Chunk(Batch).SelectMany(static batch => CaseCompiler.Compile(batch).Verdicts)];
        (LanguageCase Case, Outcome Outcome)[] faults = [.. verdicts.Where(static one => one.Outcome.Kind != OutcomeKind.Refused)];
        Array.ForEach(faults, static fault => Console.WriteLine($"{fault.Outcome}\n{fault.Case.ToText()}"));
        Console.WriteLine($"{verdicts.Length - faults.Length} are refused, {faults.Length} do not compile.");
        return Math.Min(faults.Length, 100);
    }

    private static IEnumerable<LaneKernel> Kernels(string kind, int first, int count)
    {
        Func<int, LaneKernel>? make = kind switch
        {
            "Lane" => LaneGenerator.Make,
            "Row" => RowGenerator.Make,
            "Turn" => TurnGenerator.Make,
            "Walk" => WalkGenerator.Make,
            "Nest" => NestGenerator.Make,
            "Word" => WordGenerator.Make,
            "WideWord" => WordGenerator.MakeWide,
            "Gather" => GatherGenerator.Make,
            "Neighbour" => NeighbourGenerator.Make,
            _ => null,
        };
        return make is not null ? Enumerable.Range(first, count).Select(make)
            : kind == "edges" ? [.. Edges([.. LaneEdgeKernels.Rows.Concat(LaneEdgeKernels.Nests).SelectMany(static row => row.Bodies), .. LaneEdgeKernels.Ends], 1), .. Edges(LaneEdgeKernels.Planes, 2)]
            : File.ReadAllLines(kind).Where(static line => line.Length > 0).SelectMany(static line => Edges([line], Row().IsMatch(line) ? 2 : 1));
    }

    private static IEnumerable<LaneKernel> Edges(IEnumerable<string> bodies, int rank) => bodies.Select((body, number) => new LaneKernel(
        number, rank, [.. LaneEdgeKernels.Spans.Where(span => Regex.IsMatch(body, $@"\b{span.Name}\b"))], body + "\n"));

    private static string Kernel(Diagnostic error)
    {
        string path = error.Location.SourceTree?.FilePath ?? "";
        return Numbered().Match(path) is { Success: true } match ? match.Groups[1].Value : path;
    }

    [GeneratedRegex(@"\bj\b")]
    private static partial Regex Row();

    [GeneratedRegex(@"K(\d+)[^/]*\.cs$")]
    private static partial Regex Numbered();
}
