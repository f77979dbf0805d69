using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace HmmGen.Samples.Tests;

/// <summary>Flights that a test invents, the file that Apache.Arrow writes of them, and what the sample has to say about them.</summary>
/// <param name="seed">The seed.</param>
/// <param name="nullsFrom">The first row that may be null.</param>
internal sealed class ArrowFlights(int seed, int nullsFrom)
{
    private static readonly Schema Columns = new Schema.Builder()
        .Field(new Field("name", StringType.Default, nullable: false))
        .Field(new Field("time", FloatType.Default, nullable: true))
        .Field(new Field("delay", Int16Type.Default, nullable: true))
        .Field(new Field("distance", Int16Type.Default, nullable: true))
        .Build();

    private readonly Random _random = new(seed);
    private readonly List<(short? Delay, short? Distance, float? Time)> _flights = [];

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="skipped">How many values each array has before those of the batch: it is a slice then.</param>
    /// <param name="options">How Apache.Arrow writes; null for its own way.</param>
    /// <param name="rows">The rows of each batch.</param>
    public void Write(string path, int skipped, IpcOptions? options, params ReadOnlySpan<int> rows)
    {
        using FileStream stream = new(path, FileMode.Create);
        using ArrowFileWriter writer = options is null ? new(stream, Columns) : new(stream, Columns, leaveOpen: false, options);
        foreach (int count in rows)
        {
            using RecordBatch batch = Draw(skipped, count);
            writer.WriteRecordBatch(batch);
        }

        writer.WriteEnd();
    }

    /// <summary>The parts of the sample's sentences that depend on the flights, as plain code finds them.</summary>
    /// <returns>The parts.</returns>
    public IEnumerable<string> Sentences()
    {
        (short? Delay, short? Distance, float? Time)[] late = [.. _flights.Where(flight => flight.Delay > 30 && flight.Distance < 1_000)];
        int routes = late.Count(flight => flight.Distance is > 0 and <= 4_500 && flight.Distance % 3 != 0);
        IGrouping<int, int>[] hours = [.. _flights.Where(flight => flight is { Delay: not null, Time: not null })
            .GroupBy(flight => (int)flight.Time!.Value, flight => (int)flight.Delay!.Value)
            .OrderByDescending(hour => hour.Average()).ThenBy(hour => hour.Key)];
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"{_flights.Count:N0} rows of 3 columns"),
            string.Create(CultureInfo.InvariantCulture, $": {late.Length:N0} flights, of which {routes:N0} have a route."),
            string.Create(CultureInfo.InvariantCulture, $"The worst hour to leave: {hours[0].Key}, with {hours[0].Average():0.0} minutes"),
        ];
    }

    private RecordBatch Draw(int skipped, int rows)
    {
        StringArray.Builder names = new();
        FloatArray.Builder times = new();
        Int16Array.Builder delays = new();
        Int16Array.Builder distances = new();
        for (int row = -skipped; row < rows; row++)
        {
            (short? Delay, short? Distance, float? Time) flight = (
                IsNull() ? null : (short)_random.Next(-30, 90), IsNull() ? null : (short)_random.Next(50, 3_000), IsNull() ? null : 24 * _random.NextSingle());
            names.Append($"flight {_flights.Count}");
            times.Append(flight.Time);
            delays.Append(flight.Delay);
            distances.Append(flight.Distance);
            if (row >= 0)
                _flights.Add(flight);
        }

        IArrowArray[] all = [names.Build(), times.Build(), delays.Build(), distances.Build()];
        return new RecordBatch(Columns, all.Select(array => skipped == 0 ? array : ArrowArrayFactory.Slice(array, skipped, rows)), rows);
    }

    private bool IsNull() => _flights.Count >= nullsFrom && _random.Next(10) == 0;
}
