using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace HmmGen.Benchmarks.Engine;

/// <summary>Launches on a device that works in place, next to ILGPU by hand over data that is on the device, and next to pages of HmmGen there.</summary>
internal static class InPlaceFigures
{
    private const int Runs = 30;
    private const int Length = 4 << 20;

    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        if (DrivenDevice.First is not { } found)
        {
            AnsiConsole.WriteLine(DrivenDevice.Missing);
            return;
        }

        using HmmDevice? possible = DrivenDevice.InPlace(new HmmDeviceOptions());
        if (possible is not { } place)
        {
            return;
        }

        using HmmDevice pages = found.WithOptions(new HmmDeviceOptions { InPlace = false });
        using IndexedData data = new();
        using IndexedByHand hand = new(data);
        using SaxpyByHand saxpy = new(Length);
        using HmmArray<float> x = HmmSpace.Shared.Allocate<float>(Length);
        using HmmArray<float> y = HmmSpace.Shared.Allocate<float>(Length);
        float[] plainX = new float[Length];
        float[] plainY = new float[Length];
        Table table = new Table().AddColumns("what", "in place, ms", "by hand, ms", "in place over by hand", "bytes moved", "pages, ms");
        Compare(table, "saxpy, 4M", device => Kernels.Saxpy(device, Length, 2, x, y), saxpy.Run, place, pages);
        Compare(table, "saxpy, 4M, plain arrays", device => Kernels.Saxpy(device, Length, 2, plainX, plainY), saxpy.Run, place, pages);
        Compare(table, "saxpy, 1,024", device => Kernels.Saxpy(device, 1024, 2, x, y), () => saxpy.Run(1024), place, pages);
        Compare(
            table, "sparse product",
            device => IndexedKernels.Multiply(device, IndexedData.Rows, data.Starts, data.Columns, data.Values, data.X, data.Y), hand.Multiply, place, pages);
        Compare(
            table, "gather", device => IndexedKernels.Gather(device, IndexedData.Gathered, data.Indices, data.From, data.To), hand.Gather, place, pages);
        Compare(
            table, "embedding bag",
            device => IndexedKernels.Pool(
                device, (IndexedData.Bags, IndexedKernels.Width), IndexedData.Lookups, data.TableRows, data.Embeddings, data.Pooled),
            hand.Pool, place, pages);
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"{place.Name}: {place.MirrorMode}, {place.MirrorModeReason}.");
        AnsiConsole.WriteLine($"The least of {Runs} launches each, in place and by hand in turn, after three that do not count; then {Runs} over pages.");
    }

    private static void Compare(Table table, string name, Action<HmmDevice> launch, Action byHand, HmmDevice place, HmmDevice pages)
    {
        place.ResetStatistics();
        double ours = double.MaxValue;
        double theirs = double.MaxValue;
        double moved = double.MaxValue;
        for (int run = -3; run < Runs; run++)
        {
            (double one, double other) = (Time(() => launch(place)), Time(byHand));
            (ours, theirs) = run < 0 ? (ours, theirs) : (Math.Min(ours, one), Math.Min(theirs, other));
        }

        HmmStatistics statistics = place.Statistics;
        for (int run = 0; run < Runs; run++)
        {
            moved = Math.Min(moved, Time(() => launch(pages)));
        }

        // While it has frames, launches on watched memory do not run in place.
        pages.Trim();
        table.AddRow(
            name, Text(ours), Text(theirs), Text(ours / theirs), (statistics.BytesIn + statistics.BytesOut).ToString(CultureInfo.InvariantCulture), Text(moved));
    }

    private static double Time(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Text(double value) => value.ToString(value < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);
}
