using Xunit;

namespace HmmGen.Samples.Tests;

/// <summary>The options that all samples share.</summary>
public sealed class CommandLineTests
{
    /// <summary>Options with values that do not exist are refused in words.</summary>
    [Theory]
    [InlineData("VectorSearch", "--device", "toaster", "toaster")]
    [InlineData("Embeddings", "--budget", "much", "'much' is no amount of memory")]
    [InlineData("DataFrames", "--size", "huge", "huge")]
    public async Task Wrong_values_are_refused(string sample, string option, string value, string words)
        => (await SampleProgram.RunAsync(sample, option, value)).Refused(words);

    /// <summary>What is no file is refused in words, before anything runs.</summary>
    [Theory]
    [InlineData("VectorSearch", "/nowhere/at.all", "there is no file '/nowhere/at.all', seen from ")]
    [InlineData("Embeddings", "/", "'/' is a folder")]
    [InlineData("DataFrames", "", "the name of the file is empty")]
    public async Task What_is_no_file_is_refused(string sample, string path, string words)
        => (await SampleProgram.RunAsync(sample, "--file", path)).Refused(words);

    /// <summary>Variables that ask for what is not there, a heap that is too small and a folder that takes no files are refused in words.</summary>
    [Theory]
    [InlineData("HMMGEN_DEVICE=toaster", "DataFrames", "HMMGEN_DEVICE is 'toaster'")]
    [InlineData("HMMGEN_HOST_MODE=toaster", "DataFrames", "HMMGEN_HOST_MODE is 'toaster'")]
    [InlineData("DOTNET_GCHeapHardLimit=0x2000000", "Embeddings", "has not enough memory")]
    [InlineData("TMPDIR=/nowhere", "Embeddings", "'/nowhere")]
    public async Task What_the_machine_has_not_is_refused(string variable, string sample, string words)
        => (await SampleProgram.RunWithAsync(variable, sample, "--size", variable.StartsWith("DOTNET", StringComparison.Ordinal) ? "normal" : "small"))
            .Refused(words);
}
