using System.Globalization;
using Spectre.Console;

namespace HmmGen.Samples;

/// <summary>The table at a sample's end.</summary>
internal static class OutcomeTable
{
    /// <summary>Lays an outcome out.</summary>
    /// <param name="title">What was done.</param>
    /// <param name="device">Where.</param>
    /// <param name="outcome">What came of it.</param>
    /// <returns>The table.</returns>
    public static Table Of(string title, HmmDevice device, WorkloadOutcome outcome)
    {
        Table table = new Table()
            .Border(TableBorder.Rounded)
            .Title(title)
            .AddColumn("")
            .AddColumn(new TableColumn(device.Name).RightAligned());
        HmmStatistics statistics = outcome.Statistics;
        long moved = statistics.BytesIn + statistics.BytesOut;
        table.AddRow("time", Seconds(outcome.Time));
        if (outcome.ExplicitTime is { } byHand)
            table.AddRow("time by hand, whole copies", $"{Seconds(byHand)} (here {Ratio(outcome.Time / byHand)})");
        table.AddRow("bytes touched", ByteSize.Format(outcome.BytesTouched));
        table.AddRow("bytes moved to the device", ByteSize.Format(statistics.BytesIn));
        table.AddRow("  of these read ahead", ByteSize.Format(statistics.BytesReadAhead));
        table.AddRow("bytes moved to the host", ByteSize.Format(statistics.BytesOut));
        table.AddRow("  both, against bytes touched", Ratio((double)moved / outcome.BytesTouched));
        table.AddRow("bytes of whole copies", ByteSize.Format(outcome.BytesWhole));
        table.AddRow("  moved, against whole copies", Ratio((double)moved / outcome.BytesWhole));
        table.AddRow("page faults", Count(statistics.PageFaults));
        table.AddRow("  of pages evicted before (refaults)", Count(statistics.Refaults));
        table.AddRow("lines of kernel code", Count(KernelSource.CountLines()));
        table.AddRow("largest difference to plain C#", outcome.LargestDifference.ToString("g3", CultureInfo.InvariantCulture));
        return table;
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.000} s");

    private static string Ratio(double ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} x");
}
