using System.Runtime.CompilerServices;
using Xunit;

namespace HmmGen.Samples.Tests;

/// <summary>The sample DataFrames.</summary>
public sealed class DataFramesTests
{
    private const string Sample = "DataFrames";

    private static readonly string Flights = FlightsBeside();

    /// <summary>Invented flights with nulls give the answers of plain code.</summary>
    [Theory]
    [InlineData("host")]
    [InlineData("simulated")]
    public async Task Queries_answer_as_plain_code(string device)
        => (await SampleProgram.RunAsync(Sample, "--size", "small", "--device", device, "--budget", "96KiB", "--baseline", "explicit")).Succeeded();

    /// <summary>Columns that no query asks for stay where they are.</summary>
    [Fact]
    public async Task Columns_that_nobody_asks_for_never_move()
    {
        SampleRun run = (await SampleProgram.RunAsync(Sample, "--size", "small", "--device", "simulated")).Succeeded();

        string[] rows = run.Output.Split('\n');
        string[] fare = [.. Assert.Single(rows, row => row.StartsWith("│ fare ", StringComparison.Ordinal)).Split('│').Select(cell => cell.Trim())];
        string[] delay = [.. Assert.Single(rows, row => row.StartsWith("│ delay ", StringComparison.Ordinal)).Split('│').Select(cell => cell.Trim())];
        Assert.All(fare[3..^1], moved => Assert.Equal("0 B", moved));
        Assert.NotEqual("0 B", delay[3]);
    }

    /// <summary>A file that others wrote, of real flights, gives the answers of plain code.</summary>
    [Theory]
    [InlineData("host")]
    [InlineData("simulated")]
    public async Task Real_flights_are_read(string device)
    {
        SampleRun run = (await SampleProgram.RunAsync(Sample, "--file", Flights, "--device", device, "--budget", "128KiB")).Succeeded();

        Assert.Contains("50,000 rows of 3 columns", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Files that are cut, empty or of another kind are refused in words.</summary>
    [Fact]
    public async Task Damaged_files_are_refused()
    {
        byte[] whole = await File.ReadAllBytesAsync(Flights, TestContext.Current.CancellationToken);
        using DamagedFile empty = new();
        using DamagedFile cut = new(whole.AsSpan(..(whole.Length / 2)));
        using DamagedFile hollow = new([.. whole[..200], .. whole[^400..]]);

        (await SampleProgram.RunAsync(Sample, "--file", empty.Path)).Refused("the file is empty");
        (await SampleProgram.RunAsync(Sample, "--file", cut.Path)).Refused("or it is cut");
        (await SampleProgram.RunAsync(Sample, "--file", hollow.Path)).Refused("damaged");
    }

    /// <summary>Ctrl+C ends the run and removes the invented file.</summary>
    [Fact]
    public async Task Ctrl_C_ends_the_run()
    {
        SampleRun run = await SampleProgram.InterruptAsync(Sample, "rows of", "--device", "simulated");

        Assert.Equal(130, run.ExitCode);
        run.HasNoTrace();
        Assert.Empty(run.LeftFiles);
    }

    private static string FlightsBeside([CallerFilePath] string here = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "Samples", "DataFrames", "Data", "flights-50k.arrow"));
}
