using System.Globalization;
using System.Runtime.CompilerServices;
using HmmGen.Samples;
using Spectre.Console;

namespace HmmGen.Digits;

/// <summary>Where the pages of some arrays are.</summary>
/// <param name="device">The device that is asked.</param>
internal sealed class ResidencyTable(HmmDevice device)
{
    /// <summary>The table; filled while the arrays are there.</summary>
    public Table Table { get; } = new Table()
        .Border(TableBorder.Rounded)
        .Title("Where the memory was at the end")
        .AddColumn("array")
        .AddColumn(new TableColumn("size").RightAligned())
        .AddColumn(new TableColumn("host only").RightAligned())
        .AddColumn(new TableColumn("both").RightAligned())
        .AddColumn(new TableColumn("device only").RightAligned());

    /// <summary>Adds the arrays of a classifier and its samples.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="data">The samples.</param>
    public void Add(Classifier classifier, MirroredDigits data)
    {
        Add("images", data.Images);
        Add("labels", data.Labels);
        Add("order", data.Order);
        Add("losses", data.Losses);
        Add("hidden parameters", classifier.Parameters[0]);
        Add("output parameters", classifier.Parameters[1]);
    }

    private void Add<T>(string name, HmmArray<T> array) where T : unmanaged
    {
        IReadOnlyList<HmmPageRun> runs = array.Snapshot(device, HmmRange.All);
        Table.AddRow([name, ByteSize.Format(array.Length * Unsafe.SizeOf<T>()), .. Enum.GetValues<HmmResidency>().Select(Share)]);

        string Share(HmmResidency residency)
            => string.Create(CultureInfo.InvariantCulture, $"{runs.Where(run => run.Residency == residency).Sum(run => run.Pages)} pages");
    }
}
