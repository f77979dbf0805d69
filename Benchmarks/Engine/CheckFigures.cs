using System.Diagnostics;
using Spectre.Console;

namespace HmmGen.Benchmarks.Engine;

/// <summary>
/// What checked indices and work in place cost on a device behind a driver, for kernels whose indices are data: next to ILGPU by hand without checks, and to the least
/// that the same can cost by hand (<see cref="CheckedByHand"/>).
/// </summary>
internal static class CheckFigures
{
    private const int Rounds = 60;
    private const int NotCounted = 10;

    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        if (DrivenDevice.First is not { } found)
        {
            AnsiConsole.WriteLine(DrivenDevice.Missing);
            return;
        }

        using IndexedData data = new();
        using IndexedByHand hand = new(data);
        using CheckedByHand floor = new(data);
        AnsiConsole.Profile.Width = 160;
        foreach ((string kernel, int number, Action plain) in (ReadOnlySpan<(string, int, Action)>)
            [("sparse product", 0, hand.Multiply), ("gather", 1, hand.Gather), ("embedding bag", 2, hand.Pool)])
        {
            // A device in place has no pages, and pages in frames would keep launches from working in place: so one after the other.
            using (HmmDevice pages = found.WithOptions(new SimulatedOptions { Testing = new() { Scouts = false } }))
            {
                data.From.Prefetch(pages, HmmRange.All);
                data.Embeddings.Prefetch(pages, HmmRange.All);
                Compare(kernel, plain, ("by hand, every index checked", floor.Checked[number]), ("HmmGen, unproven indices checked", () => Launch(number, pages, data)));
            }

            using HmmDevice? place = DrivenDevice.InPlace(new HmmDeviceOptions());
            using HmmDevice? unproven = place is null ? null : DrivenDevice.InPlace(new SimulatedOptions { Testing = new() { Scouts = false } });
            if (place is null || unproven is null)
            {
                continue;
            }

            Compare(
                kernel, plain, ("by hand, in place", floor.InPlace[number]), ("HmmGen, in place", () => Launch(number, place, data)),
                ("HmmGen, in place, no proof kept", () => Launch(number, unproven, data)));
        }

        AnsiConsole.WriteLine($"{Rounds} rounds after {NotCounted} that do not count, all of a table in turn. Quotients are over the first row.");
    }

    private static void Launch(int kernel, HmmDevice device, IndexedData data)
    {
        switch (kernel)
        {
            case 0:
                IndexedKernels.Multiply(device, IndexedData.Rows, data.Starts, data.Columns, data.Values, data.X, data.Y);
                break;
            case 1:
                IndexedKernels.Gather(device, IndexedData.Gathered, data.Indices, data.From, data.To);
                break;
            default:
                IndexedKernels.Pool(device, (IndexedData.Bags, IndexedKernels.Width), IndexedData.Lookups, data.TableRows, data.Embeddings, data.Pooled);
                break;
        }
    }

    private static void Compare(string kernel, Action plain, params ReadOnlySpan<(string Name, Action Run)> others)
    {
        (string Name, Action Run)[] all = [("by hand, no check", plain), .. others];
        double[][] passed = Array.ConvertAll(all, static _ => new double[Rounds]);
        double[][] used = Array.ConvertAll(all, static _ => new double[Rounds]);
        for (int round = -NotCounted; round < Rounds; round++)
        {
            for (int one = 0; one < all.Length; one++)
            {
                TimeSpan before = Environment.CpuUsage.TotalTime;
                long start = Stopwatch.GetTimestamp();
                all[one].Run();
                double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                if (round >= 0)
                {
                    (passed[one][round], used[one][round]) = (time, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
                }
            }
        }

        Array.ForEach(passed, Array.Sort);
        Array.ForEach(used, Array.Sort);
        Table table = new Table().AddColumns(kernel, "least, ms", "over by hand", "tenth, ms", "over by hand", "median, ms", "over by hand", "CPU, median", "over by hand");
        for (int one = 0; one < all.Length; one++)
        {
            List<string> cells = [all[one].Name];
            foreach ((double[][] times, int at) in (ReadOnlySpan<(double[][], int)>)[(passed, 0), (passed, Rounds / 10), (passed, Rounds / 2), (used, Rounds / 2)])
            {
                cells.AddRange([times[one][at].ToString("0.000", System.Globalization.CultureInfo.InvariantCulture), EngineReport.Text(times[one][at] / times[0][at])]);
            }

            table.AddRow([.. cells]);
        }

        AnsiConsole.Write(table);
    }
}
