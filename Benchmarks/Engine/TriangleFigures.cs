using System.Globalization;
using Spectre.Console;

namespace HmmGen.Benchmarks.Engine;

/// <summary>What launches over a half of a matrix move to a device that has room for all of it, and how long their plans take.</summary>
internal static partial class TriangleFigures
{
    private const int Runs = 20;

    /// <summary>Counts, measures and prints.</summary>
    public static void Print()
    {
        Table table = new Table().AddColumns("kernel", "rows", "to the device, over the half", "back, over the half", "plan, µs");
        foreach (int size in (int[])[256, 1024, 4096])
        {
            using HmmArray<float> matrix = HmmSpace.Shared.Allocate<float>((long)size * size);
            using HmmArray<float> sums = HmmSpace.Shared.Allocate<float>(size);
            matrix.AsSpan().Fill(1);
            Add(table, "sum of the lower half", size, device => SumLower(device, size, size, matrix, sums));
            Add(table, "filling the upper half", size, device => FillUpper(device, size, size, matrix));
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"Simulated. Bytes of one launch on an empty device; the least planning time of {Runs} such launches with other plans.");
    }

    [HmmKernel]
    public static void SumLower(int row, int n, ReadOnlySpan<float> matrix, Span<float> sums)
    {
        float sum = 0;
        for (int j = 0; j <= row; j++)
        {
            sum += matrix[row * n + j];
        }

        sums[row] = sum;
    }

    [HmmKernel]
    public static void FillUpper(int row, int n, Span<float> matrix)
    {
        for (int j = row; j < n; j++)
        {
            matrix[row * n + j] = 2;
        }
    }

    private static void Add(Table table, string kernel, int size, Action<HmmDevice> launch)
    {
        double half = 4.0 * size * (size + 1) / 2;
        double least = double.MaxValue;
        HmmStatistics done = new();
        for (int run = 0; run < Runs; run++)
        {
            KeepOtherPlans();
            using HmmDevice device = HmmDevice.Simulated();
            launch(device);
            done = device.Statistics;
            least = Math.Min(least, done.PlanningTime.TotalMicroseconds);
        }

        table.AddRow(kernel, size.ToString(CultureInfo.InvariantCulture), Text(done.BytesIn / half, 2), Text(done.BytesOut / half, 2), Text(least, 0));
    }

    /// <summary>A kernel keeps its last plans. Launches of other extents drive them out.</summary>
    private static void KeepOtherPlans()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<float> matrix = HmmSpace.Shared.Allocate<float>(64 * 64);
        using HmmArray<float> sums = HmmSpace.Shared.Allocate<float>(64);
        for (int size = 10; size < 40; size++)
        {
            SumLower(device, size, size, matrix, sums);
            FillUpper(device, size, size, matrix);
        }
    }

    private static string Text(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);
}
