using System.Globalization;
using HmmGen.Samples;
using Spectre.Console;

namespace HmmGen.Digits;

/// <summary>What moved and what faulted.</summary>
internal static class MovementTable
{
    /// <summary>Lays out what a device did, and what whole copies would have moved.</summary>
    /// <param name="result">What came of training on the device.</param>
    /// <returns>The table.</returns>
    public static Table Of(TrainingResult result)
    {
        HmmStatistics statistics = result.Statistics;
        Table table = new Table()
            .Border(TableBorder.Rounded)
            .Title("What moved, what faulted")
            .AddColumn("")
            .AddColumn(new TableColumn("count").RightAligned())
            .AddColumn(new TableColumn("bytes").RightAligned())
            .AddColumn(new TableColumn("time").RightAligned());
        table.AddRow("launches", Count(statistics.Launches), "", Time(statistics.PlanningTime + statistics.RunningTime));
        table.AddRow("  planning", "", "", Time(statistics.PlanningTime));
        table.AddRow("  waves of kernel code", Count(statistics.Waves), "", Time(statistics.RunningTime));
        table.AddRow("faults of work items", Count(statistics.Faults), "", Time(statistics.ServingTime));
        table.AddRow("  reading, writing", $"{Count(statistics.ReadFaults)}, {Count(statistics.WriteFaults)}", "", "");
        table.AddRow("  there, but read-only", Count(statistics.UpgradeFaults), "", "");
        table.AddRow("pages served to faults", Count(statistics.PageFaults), "", "");
        table.AddRow("  evicted before", Count(statistics.Refaults), "", "");
        table.AddRow("copied to the device", "", ByteSize.Format(statistics.BytesIn), Time(statistics.CopyingTime));
        table.AddRow("  planned", "", ByteSize.Format(statistics.BytesPlanned), "");
        table.AddRow("  demanded by faults", "", ByteSize.Format(statistics.BytesDemanded), "");
        table.AddRow("  read ahead", "", ByteSize.Format(statistics.BytesReadAhead), "");
        table.AddRow("cleared there, not copied", "", ByteSize.Format(statistics.BytesCleared), "");
        table.AddRow("copied to the host", "", ByteSize.Format(statistics.BytesOut), "");
        table.AddRow("pages evicted", Count(statistics.Evictions), "", "");
        table.AddRow("  without a copy", Count(statistics.CleanDrops), "", "");
        long moved = statistics.BytesIn + statistics.BytesOut;
        table.AddRow("moved in all", "", ByteSize.Format(moved), "");
        table.AddRow("whole copies would move", Times(result.WholeCopies, moved), ByteSize.Format(result.WholeCopies), "");
        return table;
    }

    private static string Times(long bytes, long moved)
        => string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / Math.Max(1, moved):0.0} times as much");

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.000} s");
}
