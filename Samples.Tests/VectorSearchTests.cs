using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Xunit;

namespace HmmGen.Samples.Tests;

/// <summary>The sample VectorSearch.</summary>
public sealed partial class VectorSearchTests
{
    private const string Sample = "VectorSearch";

    /// <summary>The index finds what is near; on a small device pages come, go and come again, and no result changes.</summary>
    [Theory]
    [InlineData("host", "64MiB", false)]
    [InlineData("simulated", "64MiB", false)]
    [InlineData("simulated", "128KiB", true)]
    public async Task Searches_find_what_plain_searches_find(string device, string budget, bool comesAgain)
    {
        SampleRun run = (await SampleProgram.RunAsync(Sample, "--size", "small", "--device", device, "--budget", budget)).Succeeded();

        Assert.True(double.Parse(Recall().Match(run.Output).Groups[1].Value, CultureInfo.InvariantCulture) > 0.8, run.Output);
        Assert.Equal(device != "host", run.Number("page faults") > 0);
        Assert.Equal(comesAgain, run.Number("of pages evicted before (refaults)") > 0);
    }

    /// <summary>A file of vectors is searched where it lies.</summary>
    [Fact]
    public async Task A_file_of_vectors_is_searched()
    {
        using DamagedFile file = new(Vectors(2_000, 16));

        (await SampleProgram.RunAsync(Sample, "--size", "small", "--device", "simulated", "--file", file.Path, "--baseline", "explicit")).Succeeded();
    }

    /// <summary>Files that hold something else are refused in words.</summary>
    [Fact]
    public async Task Damaged_files_are_refused()
    {
        using DamagedFile empty = new();
        using DamagedFile cut = new(Vectors(10, 16).AsSpan(..^8));
        using DamagedFile other = new("these are words."u8);

        (await SampleProgram.RunAsync(Sample, "--file", empty.Path)).Refused("holds no vectors");
        (await SampleProgram.RunAsync(Sample, "--file", cut.Path)).Refused("ends within vector 9");
        (await SampleProgram.RunAsync(Sample, "--file", other.Path)).Refused("no fvecs file");
        (await SampleProgram.RunAsync(Sample, "--file", other.Path + ".none")).Refused("there is no file");
    }

    /// <summary>Ctrl+C ends the run within a launch.</summary>
    [Fact]
    public async Task Ctrl_C_ends_the_run()
    {
        SampleRun run = await SampleProgram.InterruptAsync(Sample, "500,000 vectors", "--device", "host");

        Assert.Equal(130, run.ExitCode);
        run.HasNoTrace();
    }

    private static byte[] Vectors(int count, int dimensions)
    {
        Random random = new(1);
        float[] numbers = new float[count * (dimensions + 1)];
        for (int k = 0; k < numbers.Length; k++)
            numbers[k] = k % (dimensions + 1) == 0 ? BitConverter.Int32BitsToSingle(dimensions) : random.NextSingle();
        return MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();
    }

    [GeneratedRegex(@"Recall@10: ([0-9.]+)")]
    private static partial Regex Recall();
}
