using System.Runtime.CompilerServices;
using HmmGen.Generators.Lowering;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>
/// How many kernels of this repository are planned wholly: no index depends on more than bounds. The numbers are printed for docs/measurements.md.
/// </summary>
public sealed class PlanCoverageTests
{
    [Theory]
    [InlineData("Samples/Corpus/Elements,Samples/Corpus/Kernels", 0.85)]
    [InlineData("Samples/Digits/Kernels", 0.8)]
    [InlineData("Runtime.Tests/Generated/Methods", 0.8)]
    public void MostParameters_ArePlannedWholly(string folders, double share)
    {
        (int kernels, int wholeKernels, int parameters, int wholeParameters) = (0, 0, 0, 0);
        foreach (KernelModel parsed in ParsedKernels.Of([.. folders.Split(',').SelectMany(Files).Select(static file => Compilations.Tree(File.ReadAllText(file), file))]))
        {
            PlanModel plan = PlanLowering.Lower(KernelLowering.Lower(parsed));
            bool[] whole = [.. plan.Accesses.GroupBy(static access => access.Parameter).Select(static one => one.All(static access => access.Index is not PlanUnknown))];
            kernels++;
            wholeKernels += whole.All(static one => one) ? 1 : 0;
            parameters += whole.Length;
            wholeParameters += whole.Count(static one => one);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"| {folders} | {kernels} | {wholeKernels} | {parameters} | {wholeParameters} |");
        Assert.True(parameters > 0 && wholeParameters >= share * parameters, $"{wholeParameters} of {parameters}");
    }

    private static string[] Files(string folder)
    {
        string[] files = Directory.GetFiles(Path.Combine(Root(), folder), "*.cs");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
