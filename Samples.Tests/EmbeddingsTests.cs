using Xunit;

namespace HmmGen.Samples.Tests;

/// <summary>The sample Embeddings.</summary>
public sealed class EmbeddingsTests
{
    private const string Sample = "Embeddings";

    /// <summary>The file holds, in the end, the bits that plain training gives; also where the device holds a part of the table only.</summary>
    [Theory]
    [InlineData("host", "random", "1.05")]
    [InlineData("simulated", "random", "0.8")]
    [InlineData("simulated", "hot", "1.2")]
    public async Task The_file_is_trained_as_in_plain_code(string device, string order, string zipf)
    {
        SampleRun run = (await SampleProgram.RunAsync(
            Sample, "--size", "small", "--device", device, "--budget", "256KiB", "--order", order, "--zipf", zipf, "--baseline", "explicit"))
            .Succeeded();

        Assert.Equal(device == "host", run.Cell("bytes moved to the device") == "0 B");
        Assert.Contains("here", run.Cell("time by hand, whole copies"), StringComparison.Ordinal);
    }

    /// <summary>Files that are no table are refused in words.</summary>
    [Fact]
    public async Task Damaged_files_are_refused()
    {
        using DamagedFile empty = new();
        using DamagedFile cut = new(new byte[1_000]);

        (await SampleProgram.RunAsync(Sample, "--file", empty.Path)).Refused("holds no rows");
        (await SampleProgram.RunAsync(Sample, "--file", cut.Path)).Refused("ends within row 3");
    }

    /// <summary>The baseline writes a copy beside the table; files of similar names stay.</summary>
    [Fact]
    public async Task Files_beside_the_table_stay()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("embeddings-");
        try
        {
            string table = Path.Combine(folder.FullName, "table");
            byte[] numbers = new byte[64 * sizeof(float) * 500];
            await File.WriteAllBytesAsync(table, numbers, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(table + ".copy", "mine", TestContext.Current.CancellationToken);

            (await SampleProgram.RunAsync(Sample, "--size", "small", "--device", "host", "--file", table, "--baseline", "explicit")).Succeeded();

            Assert.Equal("mine", await File.ReadAllTextAsync(table + ".copy", TestContext.Current.CancellationToken));
            Assert.Equal(["table", "table.copy"], folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>An exponent that is none is refused in words.</summary>
    [Fact]
    public async Task A_wrong_exponent_is_refused()
        => (await SampleProgram.RunAsync(Sample, "--zipf", "-1")).Refused("write a number from 0 to 10");

    /// <summary>Ctrl+C, and the signal with which a machine ends its programs, end the run and remove the table.</summary>
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Signals_end_the_run(string signal)
    {
        SampleRun run = await SampleProgram.EndAsync(signal, Sample, "Table: ", "--device", "simulated");

        Assert.Equal(130, run.ExitCode);
        run.HasNoTrace();
        Assert.Empty(run.LeftFiles);
    }
}
