using Apache.Arrow;
using Apache.Arrow.Ipc;
using Xunit;

namespace HmmGen.Samples.Tests;

/// <summary>The sample DataFrames over files that Apache.Arrow writes. What it has to say is computed from the drawn values and not from the file.</summary>
public sealed class ArrowFileTests
{
    private const string Sample = "DataFrames";

    private static readonly int[] Several = [3_000, 0, 1, 2_049, 0, 5_000];

    /// <summary>Several record batches, empty ones among them, are one frame; nulls begin in the middle of a batch.</summary>
    [Theory]
    [InlineData("host", 0)]
    [InlineData("simulated", 0)]
    [InlineData("simulated", 4_000)]
    [InlineData("simulated", int.MaxValue)]
    public Task Several_batches_are_one_frame(string device, int nullsFrom) => AnsweredAsync(new ArrowFlights(7, nullsFrom), device, 0, Several);

    /// <summary>Batches of slices are read as what they show, also where a slice begins within a byte of the bitmap.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(64)]
    [InlineData(1_003)]
    public Task Slices_show_their_own_values(int skipped) => AnsweredAsync(new ArrowFlights(8, 0), "simulated", skipped, [1_000, 0, 2_500, 77]);

    /// <summary>Many small batches have no full block of rows.</summary>
    [Fact]
    public Task Many_small_batches_are_one_frame()
        => AnsweredAsync(new ArrowFlights(9, 0), "simulated", 0, [.. Enumerable.Range(0, 60).Select(batch => batch % 7)]);

    /// <summary>Empty batches alone are no rows.</summary>
    [Fact]
    public async Task A_file_of_empty_batches_is_refused()
    {
        using DamagedFile file = new();
        new ArrowFlights(1, 0).Write(file.Path, 0, null, 0, 0);

        (await SampleProgram.RunAsync(Sample, "--file", file.Path)).Refused("the file holds no rows");
    }

    /// <summary>Compressed columns cannot be mapped: the message says how to write the file.</summary>
    [Theory]
    [InlineData(CompressionCodecType.Lz4Frame)]
    [InlineData(CompressionCodecType.Zstd)]
    public async Task Compressed_columns_are_refused(CompressionCodecType codec)
    {
        using DamagedFile file = new();
        new ArrowFlights(1, 0).Write(file.Path, 0, new IpcOptions { CompressionCodec = codec, CompressionCodecFactory = new StoredCodec() }, 500, 500);

        SampleRun run = await SampleProgram.RunAsync(Sample, "--file", file.Path);

        run.Refused($"the columns are compressed ({codec})");
        run.Refused("Write the file without compression");
    }

    /// <summary>A column of another type, as pandas writes it, is refused with what the file has.</summary>
    [Fact]
    public async Task A_column_of_another_type_is_refused()
    {
        using DamagedFile file = new();
        await using (FileStream stream = new(file.Path, FileMode.Create))
        {
            using RecordBatch batch = new RecordBatch.Builder().Append("delay", nullable: false, new Int64Array.Builder().Append(1).Build()).Build();
            using ArrowFileWriter writer = new(stream, batch.Schema);
            await writer.WriteRecordBatchAsync(batch, TestContext.Current.CancellationToken);
            await writer.WriteEndAsync(TestContext.Current.CancellationToken);
        }

        (await SampleProgram.RunAsync(Sample, "--file", file.Path)).Refused("need a column 'delay' of type Int16; the file has 'delay' (int64).");
    }

    private static async Task AnsweredAsync(ArrowFlights flights, string device, int skipped, int[] rows)
    {
        using DamagedFile file = new();
        flights.Write(file.Path, skipped, null, rows);

        SampleRun run = (await SampleProgram.RunAsync(Sample, "--file", file.Path, "--device", device, "--budget", "32KiB")).Succeeded();

        // The sample breaks long lines.
        string output = string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.All(flights.Sentences(), sentence => Assert.Contains(sentence, output, StringComparison.Ordinal));
        Assert.Contains($" {rows.Count(count => count > 0)} record batches,", output, StringComparison.Ordinal);
    }
}
