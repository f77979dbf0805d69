using System.Globalization;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using HmmGen.Language.Tests.Isolation;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Lanes give the same on processors that have less: this program runs its comparisons of lanes again while the runtime hides instructions from it. Random
/// kernels and some of <see cref="LaneEdgeTests"/>; all of these in a long run.
/// </summary>
public sealed class LaneProcessorTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", false, true)]
    [InlineData("DOTNET_EnableAVX2", false, false)]
    [InlineData("DOTNET_EnableHWIntrinsic", false, false)]
    public void Lanes_GiveTheSameWithout(string setting, bool has512, bool has256)
    {
        TestScale.SkipQuick("runs comparisons of lanes in a process of its own");
        Assert.SkipUnless(has256 || RunSize.IsLong, "Vectors that no lanes run on outside tests are for long runs.");
        Assert.SkipUnless(Vector256.IsHardwareAccelerated, "This processor has nothing that could be hidden.");
        List<string> lines = [];
        string end = ChildProcess.Run(
            [
                "-noColor", "-showLiveOutput", "-method", $"{typeof(LaneEdgeTests).FullName}.*", "-method", $"{typeof(LaneTests).FullName}.*", "-method", $"{typeof(NeighbourTests).FullName}.*",
                "-method", $"{typeof(WordTests).FullName}.*", "-method", $"{typeof(LaneRestTests).FullName}.*", "-method", $"{typeof(LaneProcessorTests).FullName}.{nameof(Vectors)}",
            ],
            lines.Add,
            (setting, "0"),
            (RunSize.Variable, RunSize.IsLong ? "long" : "quick"),
            ("HMMGEN_SEED", TestSeeds.First.ToString(CultureInfo.InvariantCulture)));

        output.WriteLine(string.Join('\n', lines));
        Assert.True(end.StartsWith("the process ended with 0", StringComparison.Ordinal), $"{end}\n{string.Join('\n', lines)}");
        Assert.Contains(lines, line => line.Contains(Words(has512, has256), StringComparison.Ordinal));
    }

    /// <summary>Says in a child which vectors it has. Elsewhere it says nothing.</summary>
    [Fact]
    public void Vectors() => output.WriteLine(Words(Avx512F.IsSupported, Vector256.IsHardwareAccelerated));

    private static string Words(bool has512, bool has256) => $"vectors of 512 bits: {has512}, of 256 bits: {has256}";
}
