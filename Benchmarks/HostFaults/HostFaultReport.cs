using System.Globalization;
using Spectre.Console;

namespace HmmGen.Benchmarks.HostFaults;

/// <summary>Compares our fault service with the floor, run after one another in the same minutes, and with a plain copy.</summary>
internal static class HostFaultReport
{
    private const int Runs = 3;
    private const string Copy = "memcpy_bytes_per_second";

    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        Console.WriteLine($"{HmmSpace.Shared.HostMode}: {HmmSpace.Shared.HostModeReason}");
        if (HmmSpace.Shared.HostMode != HmmHostMode.Transparent)
        {
            return;
        }

        string program = FloorProgram.Compile();
        List<Dictionary<string, double>> floor = [];
        List<Dictionary<string, double>> ours = [];
        for (int run = 0; run < Runs; run++)
        {
            floor.Add(FloorProgram.Measure(program));
            ours.Add(ServiceFigures.Measure());
        }

        File.Delete(program);
        double copy = Middle(floor, Copy);
        Table table = new Table().AddColumns("figure", "floor (C)", "ours", "ours / floor", "ours / memcpy");
        foreach (string name in ours[0].Keys)
        {
            double mine = Middle(ours, name);
            double theirs = Middle(floor, name);
            bool rate = name.EndsWith("bytes_per_second", StringComparison.Ordinal);
            table.AddRow(
                name, Text(theirs, rate), Text(mine, rate), Number(mine / theirs), rate ? Number(mine / copy) : "");
        }

        table.AddRow(Copy, Text(copy, rate: true), "", "", "");
        foreach (string name in floor[0].Keys.Where(key => key.StartsWith("asynchronous", StringComparison.Ordinal) || key.Contains("pagemap", StringComparison.Ordinal)))
        {
            table.AddRow(name, Text(Middle(floor, name), rate: false), "", "", "");
        }

        // Also when it is written to a file: names are long.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
        AnsiConsole.Write(table);
    }

    private static double Middle(List<Dictionary<string, double>> runs, string name)
        => runs.Select(run => run[name]).Order().ElementAt(runs.Count / 2);

    private static string Text(double value, bool rate) => rate ? $"{Number(value / 1e9)} GB/s" : $"{Number(value / 1000)} µs";

    private static string Number(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}
