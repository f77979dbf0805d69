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
}
