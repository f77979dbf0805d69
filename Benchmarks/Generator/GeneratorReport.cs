using System.Globalization;
using Microsoft.CodeAnalysis;
using Spectre.Console;

namespace HmmGen.Benchmarks.Generator;

/// <summary>Prints what the generator costs.</summary>
internal static class GeneratorReport
{
    /// <summary>Measures and prints.</summary>
    /// <param name="arguments">The paths of a generator and of its runtime; none for those of this source tree.</param>
    public static void Print(string[] arguments)
    {
        string generator = arguments.Length > 0
            ? Path.GetFullPath(arguments[0])
            : Path.Combine(KernelSources.Root(), "Generators", "bin", "Release", "netstandard2.0", "HmmGen.Generators.dll");
        string runtime = arguments.Length > 1 ? Path.GetFullPath(arguments[1]) : typeof(HmmSpace).Assembly.Location;
        GeneratorFigures figures = new(generator, runtime);
        double alone = figures.Alone();
        double together = figures.Together();
        Table table = new Table().AddColumns("figure", "value");
        table.AddRow("kernels", figures.Kernels.ToString(CultureInfo.InvariantCulture));
        table.AddRow("lines a kernel, median", figures.Lines().ToString(CultureInfo.InvariantCulture));
        table.AddRow("build of the user's code alone", Text(alone));
        table.AddRow("build with generator and generated code", Text(together));
        table.AddRow("together / alone", (together / alone).ToString("F1", CultureInfo.InvariantCulture));
        double process = figures.Process.Build(withGenerator: false);
        double full = figures.Process.Build(withGenerator: true);
        table.AddRow("the same by a compiler's process: alone", Text(process));
        table.AddRow("with generator, analyzers and generated code", Text(full));
        table.AddRow("together / alone", (full / process).ToString("F1", CultureInfo.InvariantCulture));
        table.AddRow("generator, first run", Text(figures.Cold()));
        foreach ((string name, IncrementalGeneratorOutputKind outputs) in new[]
        {
            ("all outputs", IncrementalGeneratorOutputKind.None), ("as editors run it", IncrementalGeneratorOutputKind.Implementation),
        })
        {
            table.AddRow($"keystroke in an unrelated file, {name}", Text(figures.Keystroke(inKernel: false, outputs)));
            table.AddRow($"keystroke in a kernel, {name}", Text(figures.Keystroke(inKernel: true, outputs)));
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 100);
        AnsiConsole.Write(table);
    }

    private static string Text(double milliseconds) => $"{milliseconds.ToString("F1", CultureInfo.InvariantCulture)} ms";
}
