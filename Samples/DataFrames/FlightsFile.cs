using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using HmmGen.Samples;
using Spectre.Console;

namespace HmmGen.DataFrames;

/// <summary>Writes an Arrow file of invented flights: with nulls, and with columns that no query asks for.</summary>
internal static class FlightsFile
{
    private const int RowsOfBatch = 1 << 20;

    private static readonly Schema Columns = new Schema.Builder()
        .Field(new Field("delay", Int16Type.Default, nullable: true))
        .Field(new Field("distance", Int16Type.Default, nullable: true))
        .Field(new Field("time", FloatType.Default, nullable: false))
        .Field(new Field("carrier", Int32Type.Default, nullable: false))
        .Field(new Field("fare", DoubleType.Default, nullable: false))
        .Build();

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">How many flights.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="progress">Shows how far it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static void Write(string path, int rows, int seed, WorkloadProgress progress, CancellationToken cancellationToken)
    {
        Random random = new(seed);
        ProgressTask bar = progress.Begin("invent flights", rows);
        using FileStream stream = new(path, FileMode.Create);
        using ArrowFileWriter writer = new(stream, Columns);
        for (int first = 0; first < rows; first += RowsOfBatch)
        {
            using RecordBatch batch = Invent(Math.Min(RowsOfBatch, rows - first), random, bar, cancellationToken);
            writer.WriteRecordBatch(batch);
        }

        writer.WriteEnd();
    }

    private static RecordBatch Invent(int rows, Random random, ProgressTask bar, CancellationToken cancellationToken)
    {
        const int RowsOfStep = 65_536;
        Int16Array.Builder delays = new();
        Int16Array.Builder distances = new();
        FloatArray.Builder times = new();
        Int32Array.Builder carriers = new();
        DoubleArray.Builder fares = new();
        for (int row = 0; row < rows; row++)
        {
            if (row % RowsOfStep == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                bar.Increment(Math.Min(RowsOfStep, rows - row));
            }

            int noise = random.Next();
            if (noise % 50 == 0)
                delays.AppendNull();
            else
                delays.Append((short)(random.Next(-30, 60) + (noise % 11 == 0 ? random.Next(300) : 0)));
            if (noise % 67 == 0)
                distances.AppendNull();
            else
                distances.Append((short)random.Next(50, 3_000));
            times.Append(24 * random.NextSingle());
            carriers.Append(noise % 20);
            fares.Append(noise % 90_000 / 100.0);
        }

        return new RecordBatch(Columns, [delays.Build(), distances.Build(), times.Build(), carriers.Build(), fares.Build()], rows);
    }
}
