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
        using CheckedByHand floor = new(data);
        using SaxpyByHand saxpy = new(Length);
        using HmmArray<float> x = HmmSpace.Shared.Allocate<float>(Length);
        using HmmArray<float> y = HmmSpace.Shared.Allocate<float>(Length);
        float[] plainX = new float[Length];
        float[] plainY = new float[Length];
        Table table = new Table().AddColumns("what", "in place, ms", "by hand, ms", "in place over by hand", "by hand in place over by hand", "bytes moved", "pages, ms");
        Compare(table, "saxpy, 4M", device => Kernels.Saxpy(device, Length, 2, x, y), saxpy.Run, null, place, pages);
        Compare(table, "saxpy, 4M, plain arrays", device => Kernels.Saxpy(device, Length, 2, plainX, plainY), saxpy.Run, null, place, pages);
        Compare(table, "saxpy, 1,024", device => Kernels.Saxpy(device, 1024, 2, x, y), () => saxpy.Run(1024), null, place, pages);
        Indexed(table, "", data, hand, floor, place, pages);
        using IndexedData huge = new(HmmPages.Huge);
        Indexed(table, ", huge pages", huge, hand, null, place, pages);
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"{place.Name}: {place.MirrorMode}, {place.MirrorModeReason}.");
        AnsiConsole.WriteLine($"The least of {Runs} launches each, in place and by hand in turn, after three that do not count; then {Runs} over pages.");
    }

    private static void Indexed(Table table, string where, IndexedData data, IndexedByHand hand, CheckedByHand? floor, HmmDevice place, HmmDevice pages)
    {
        Compare(
            table, "sparse product" + where,
            device => IndexedKernels.Multiply(device, IndexedData.Rows, data.Starts, data.Columns, data.Values, data.X, data.Y), hand.Multiply, floor?.InPlace[0],
            place, pages);
        Compare(
            table, "gather" + where, device => IndexedKernels.Gather(device, IndexedData.Gathered, data.Indices, data.From, data.To), hand.Gather, floor?.InPlace[1],
            place, pages);
        Compare(
            table, "embedding bag" + where,
            device => IndexedKernels.Pool(
                device, (IndexedData.Bags, IndexedKernels.Width), IndexedData.Lookups, data.TableRows, data.Embeddings, data.Pooled),
            hand.Pool, floor?.InPlace[2], place, pages);
    }

    private static void Compare(Table table, string name, Action<HmmDevice> launch, Action byHand, Action? inPlace, HmmDevice place, HmmDevice pages)
    {
        place.ResetStatistics();
        (double ours, double theirs) = InTurn(() => launch(place), byHand);

        HmmStatistics statistics = place.Statistics;
        string floor = "";
        if (inPlace is not null)
        {
            (double least, double beside) = InTurn(inPlace, byHand);
            floor = Text(least / beside);
        }

        double moved = double.MaxValue;
        for (int run = 0; run < Runs; run++)
        {
            moved = Math.Min(moved, Time(() => launch(pages)));
        }

        // While it has frames, launches on watched memory do not run in place.
        pages.Trim();
        table.AddRow(
            name, Text(ours), Text(theirs), Text(ours / theirs), floor, (statistics.BytesIn + statistics.BytesOut).ToString(CultureInfo.InvariantCulture), Text(moved));
    }

    private static (double One, double Other) InTurn(Action one, Action other)
    {
        (double least, double beside) = (double.MaxValue, double.MaxValue);
        for (int run = -3; run < Runs; run++)
        {
            (double first, double second) = (Time(one), Time(other));
            (least, beside) = run < 0 ? (least, beside) : (Math.Min(least, first), Math.Min(beside, second));
        }

        return (least, beside);
    }

    private static double Time(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Text(double value) => value.ToString(value < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);
}
