using HmmGen.Samples;
using Spectre.Console;

namespace HmmGen.DataFrames;

/// <summary>Which columns each query moved.</summary>
/// <param name="device">The device.</param>
/// <param name="columns">The columns.</param>
internal sealed class ColumnTable(HmmDevice device, IReadOnlyList<IFrameColumn> columns)
{
    private readonly List<(string Query, long[] Moved)> _queries = [];
    private long[] _before = new long[columns.Count];

    /// <summary>Notes what has moved since the last query.</summary>
    /// <param name="query">The query that has just ended.</param>
    public void Add(string query)
    {
        long[] now = [.. columns.Select(column => column.BytesMovedTo(device))];
        _queries.Add((query, [.. now.Zip(_before, (after, before) => after - before)]));
        _before = now;
    }

    /// <summary>Lays it out.</summary>
    /// <returns>The table.</returns>
    public Table Table()
    {
        Table table = new Table().Border(TableBorder.Rounded).Title("Bytes of each column that moved").AddColumn("column")
            .AddColumn(new TableColumn("size").RightAligned());
        foreach ((string query, _) in _queries)
            table.AddColumn(new TableColumn(query).RightAligned());
        for (int k = 0; k < columns.Count; k++)
        {
            IFrameColumn column = columns[k];
            int number = k;
            table.AddRow([column.Name, ByteSize.Format(column.Bytes), .. _queries.Select(query => ByteSize.Format(query.Moved[number]))]);
        }

        return table;
    }
}
