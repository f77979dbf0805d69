using System.Globalization;
using HmmGen.Generators.Emission;
using HmmGen.Generators.Lowering;
using HmmGen.Generators.Model;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering.Forwarding;

/// <summary>Generated code stays as short as it is: bounds a little above what the corpus's kernels have today.</summary>
public sealed class ReadabilityTests(ITestOutputHelper output)
{
    /// <summary>Lines of a kernel's second file: descriptor, host loop, device code, plan.</summary>
    private const int MedianLines = 165;

    private const int MostLines = 360;
    private const int MedianLocals = 5;
    private const int MostLocals = 21;

    /// <summary>The share of computed values that keep a name of their own, in percent.</summary>
    private const int MostUnfolded = 2;

    [Fact]
    public void CorpusKernels_StayReadable()
    {
        Figures[] all = [.. ParsedKernels.OfCorpus().Select(Figures.Of)];
        foreach (Figures kernel in all)
        {
            output.WriteLine($"{kernel.Name}: {kernel.Lines} lines, {kernel.Locals} locals, {kernel.Left} of {kernel.Computed} values left");
        }

        int unfolded = all.Sum(kernel => kernel.Left) * 100 / all.Sum(kernel => kernel.Computed);
        (int medianLines, int mostLines) = MedianAndMost(all.Select(kernel => kernel.Lines));
        (int medianLocals, int mostLocals) = MedianAndMost(all.Select(kernel => kernel.Locals));
        string summary = string.Create(
            CultureInfo.InvariantCulture,
            $"{all.Length} kernels: lines {medianLines} to {mostLines}, locals {medianLocals} to {mostLocals} (median, most), {unfolded} % of the values left");
        output.WriteLine(summary);
        Assert.True(all.Length >= 70, summary);
        Assert.True(medianLines <= MedianLines && mostLines <= MostLines, summary);
        Assert.True(medianLocals <= MedianLocals && mostLocals <= MostLocals, summary);
        Assert.True(unfolded <= MostUnfolded, summary);
    }

    private static (int Median, int Most) MedianAndMost(IEnumerable<int> numbers)
    {
        int[] sorted = [.. numbers.Order()];
        return (sorted[sorted.Length / 2], sorted[^1]);
    }

    /// <summary>How a kernel's generated code reads.</summary>
    private sealed record Figures(string Name, int Lines, int Locals, int Computed, int Left)
    {
        public static Figures Of(KernelModel kernel)
        {
            KernelBody lowered = KernelLowering.Lower(kernel).Body;
            return new Figures(
                kernel.DisplayName, LinesOf(KernelEmitter.Emit(kernel)), lowered.Locals.Count, ValuesOf(kernel.Body), ValuesOf(lowered));
        }

        // The forms for lanes repeat the kernel for several items, in methods of their own.
        private static int LinesOf(string text)
        {
            int begin = text.IndexOf("public static int Lanes(", StringComparison.Ordinal), end = text.IndexOf("public static void Run<", StringComparison.Ordinal);
            return (begin < 0 ? text : text.Remove(begin, end - begin)).Count(static c => c == '\n');
        }

        // Loads cannot be folded, so they do not count.
        private static int ValuesOf(KernelBody body) => body.Blocks.SelectMany(static block => block.Instructions)
            .OfType<AssignInstruction>().Count(assign => body.Locals[assign.Local].Role == LocalRole.Value);
    }
}
