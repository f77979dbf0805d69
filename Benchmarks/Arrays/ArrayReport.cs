using System.Globalization;
using Spectre.Console;

namespace HmmGen.Benchmarks.Arrays;

/// <summary>What many arrays cost: small ones share slabs, large ones have mappings of their own.</summary>
internal static class ArrayReport
{
    private static readonly (int Length, int Count)[] Cases = [(100, 200_000), (1000, 50_000), (16_000, 5_000), (20_000, 5_000), (250_000, 500)];

    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        Table table = new Table().AddColumns("mode", "elements", "arrays", "allocate", "first fill", "dispose", "C# array, filled", "mappings");
        foreach (HmmHostMode mode in new[] { HmmSpace.Shared.HostMode, HmmHostMode.Scopes }.Distinct())
        {
            foreach ((int length, int count) in Cases)
            {
                ArrayFigures figures = ArrayFigures.Measure(mode, length, count);
                table.AddRow(
                    mode.ToString(),
                    length.ToString(CultureInfo.InvariantCulture),
                    count.ToString(CultureInfo.InvariantCulture),
                    Text(figures.Allocate),
                    Text(figures.Fill),
                    Text(figures.Dispose),
                    Text(figures.Plain),
                    string.Create(CultureInfo.InvariantCulture, $"{figures.Mappings:0.###}"));
            }
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine("µs an array of float, all of them alive at the same time; mappings an array.");
    }

    private static string Text(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.00}");
}
