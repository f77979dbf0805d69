using System.Globalization;
using Spectre.Console;

namespace HmmGen.Benchmarks.Sizes;

/// <summary>What 5,000 elements cost in arrays of different sizes: it should not depend on the array.</summary>
internal static class SizeReport
{
    private const int WarmUps = 6;
    private static readonly (long Bytes, string Name)[] Budgets = [(64L << 20, "64 MiB"), (512L << 10, "512 KiB")];

    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        Table table = new Table().AddColumns("mode", "device", "array", "launch µs", "prefetch µs", "snapshot µs", "protect µs", "first launch µs");
        foreach (HmmHostMode mode in Modes())
        {
            for (int round = 0; round < WarmUps; round++)
            {
                _ = SizeFigures.Measure(mode, Budgets[0].Bytes, SizeFigures.Sizes[round % 2].Bytes);
            }

            foreach ((long budget, string device) in Budgets)
            {
                SizeFigures? smallest = null;
                foreach ((long bytes, string array) in SizeFigures.Sizes)
                {
                    SizeFigures figures = SizeFigures.Measure(mode, budget, bytes);
                    smallest ??= figures;
                    table.AddRow(
                        mode.ToString(),
                        device,
                        array,
                        Text(figures.Launch, smallest.Launch),
                        Text(figures.Prefetch, smallest.Prefetch),
                        Text(figures.Snapshot, smallest.Snapshot),
                        Text(figures.Protect, smallest.Protect),
                        Text(figures.First, smallest.First));
                }
            }
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine("In brackets: over that of the smallest array.");
    }

    private static IEnumerable<HmmHostMode> Modes()
    {
        HmmHostMode best = HmmSpace.Shared.HostMode;
        yield return best;
        if (best != HmmHostMode.Scopes)
        {
            yield return HmmHostMode.Scopes;
        }
    }

    private static string Text(double value, double smallest) => string.Create(CultureInfo.InvariantCulture, $"{value * 1000:0.#} ({value / smallest:0.0#})");
}
