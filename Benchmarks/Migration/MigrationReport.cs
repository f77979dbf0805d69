using System.Globalization;
using Spectre.Console;

namespace HmmGen.Benchmarks.Migration;

/// <summary>How fast pages move, as in <c>benchmark_thp_migration</c> of Linux's HMM suite: seven sizes, small and large pages.</summary>
internal static class MigrationReport
{
    private static readonly long[] Sizes = [512L << 10, 1L << 20, 2L << 20, 4L << 20, 16L << 20, 64L << 20, 256L << 20];

    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        Table table = new Table().AddColumns("mode", "pages", "array", "to the device", "back", "a plain copy");
        HmmHostMode[] modes = [.. new[] { HmmSpace.Shared.HostMode, HmmHostMode.Scopes }.Distinct()];
        _ = MigrationFigures.Measure(modes[0], 4096, Sizes[^1]);
        foreach (HmmHostMode mode in modes)
        {
            foreach ((int pageSize, string pages) in new[] { (4096, "4 KiB"), (2 << 20, "2 MiB") })
            {
                foreach (long size in Sizes)
                {
                    MigrationFigures figures = MigrationFigures.Measure(mode, pageSize, size);
                    table.AddRow(
                        mode.ToString(),
                        pages,
                        string.Create(CultureInfo.InvariantCulture, $"{size / (double)(1 << 20):0.#} MiB"),
                        Text(figures.ToDevice, figures.Copy),
                        Text(figures.ToHost, figures.Copy),
                        string.Create(CultureInfo.InvariantCulture, $"{figures.Copy:0.0}"));
                }
            }
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine("GiB a second; in brackets: over that of the plain copy.");
    }

    private static string Text(double value, double copy) => string.Create(CultureInfo.InvariantCulture, $"{value:0.0} ({value / copy:0.00})");
}
