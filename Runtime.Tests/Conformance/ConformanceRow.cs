using System.Reflection;

namespace HmmGen.Tests.Conformance;

/// <summary>A row of the kernel's suite.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Statement">What must hold.</param>
/// <param name="Starts">From which starts it runs.</param>
/// <param name="Run">The row.</param>
internal sealed record ConformanceRow(string Name, string Statement, PageStarts Starts, Action<ConformanceRun> Run)
{
    private static readonly Type[] Groups =
    [
        typeof(ReadingRows), typeof(WritingRows), typeof(FileRows), typeof(MigrationRows), typeof(SnapshotRows), typeof(SharingRows), typeof(LargePageRows),
        typeof(PartialRows), typeof(ShortageRows),
    ];

    /// <summary>All rows, group by group.</summary>
    public static IReadOnlyList<ConformanceRow> All { get; } = [.. Groups.SelectMany(Of)];

    private static IEnumerable<ConformanceRow> Of(Type group) =>
        from method in @group.GetMethods(BindingFlags.Static | BindingFlags.Public)
        let row = method.GetCustomAttribute<ConformanceRowAttribute>()
        where row is not null
        orderby method.MetadataToken
        select new ConformanceRow(row.Name, row.Statement, row.Starts, method.CreateDelegate<Action<ConformanceRun>>());
}
