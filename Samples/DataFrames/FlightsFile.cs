using Apache.Arrow;
using Apache.Arrow.Ipc;
using HmmGen.Samples;
using Spectre.Console;

namespace HmmGen.DataFrames;

/// <summary>Writes an Arrow file of invented flights: with nulls, and with columns that no query asks for.</summary>
internal static class FlightsFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">How many flights.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="progress">Shows how far it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static void Write(string path, int rows, int seed, WorkloadProgress progress, CancellationToken cancellationToken)
    {
        Int16Array.Builder delays = new();
        Int16Array.Builder distances = new();
        FloatArray.Builder times = new();
        Int32Array.Builder carriers = new();
        DoubleArray.Builder fares = new();
        Random random = new(seed);
        ProgressTask bar = progress.Begin("invent flights", rows);
        for (int row = 0; row < rows; row++)
        {
            if (row % 65_536 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                bar.Value = row;
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

        RecordBatch batch = new RecordBatch.Builder()
            .Append("delay", nullable: true, delays.Build())
            .Append("distance", nullable: true, distances.Build())
            .Append("time", nullable: false, times.Build())
            .Append("carrier", nullable: false, carriers.Build())
            .Append("fare", nullable: false, fares.Build())
            .Build();
        using FileStream stream = new(path, FileMode.Create);
        using ArrowFileWriter writer = new(stream, batch.Schema);
        writer.WriteRecordBatch(batch);
        writer.WriteEnd();
        bar.Value = rows;
    }
}
