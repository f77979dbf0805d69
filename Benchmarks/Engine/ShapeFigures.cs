using System.Globalization;
using Spectre.Console;

namespace HmmGen.Benchmarks.Engine;

/// <summary>The bytes that kernels over matrices move on a device that holds a quarter of their data.</summary>
internal static class ShapeFigures
{
    private const int Size = 512;

    /// <summary>Counts and prints.</summary>
    public static void Print()
    {
        using HmmArray<float> a = HmmSpace.Shared.Allocate<float>(Size * Size), b = HmmSpace.Shared.Allocate<float>(Size * Size);
        using HmmArray<float> c = HmmSpace.Shared.Allocate<float>(Size * Size);
        using HmmArray<int> scores = HmmSpace.Shared.Allocate<int>(Size * Size), best = HmmSpace.Shared.Allocate<int>(Size * Size);
        for (int i = 0; i < Size * Size; i++)
        {
            a[i] = i % 7;
            b[i] = i % 5;
            scores[i] = i % 11;
        }

        Table table = new Table().AddColumns("kernel", "to the device", "back", "chunks and waves", "faults");
        Add(table, "transpose", 2, device => ShapeKernels.Transpose(device, (Size, Size), Size, a, c));
        Add(table, "matrix product", 3, device => ShapeKernels.Multiply(device, (Size, Size), Size, a, b, c));
        Add(table, "covariance", 2, device => ShapeKernels.Covariance(device, (Size, Size), Size, a, c));
        Add(table, "syr2k", 3, device => ShapeKernels.Update(device, (Size, Size), Size, a, b, c));
        Add(table, "Needleman–Wunsch, a launch each diagonal", 2, device => Align(device, scores, best));
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"Bytes over the bytes of the data, {Size} by {Size}, on a simulated device that holds a quarter of them.");
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Needleman–Wunsch: no choice of pages moves less than {LeastAligned():0} times the data to the device."));
    }

    private static void Add(Table table, string kernel, int matrices, Action<HmmDevice> launch)
    {
        double data = 4.0 * Size * Size * matrices;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = (long)data / 4 });
        launch(device);
        HmmStatistics done = device.Statistics;
        table.AddRow(kernel, Text(done.BytesIn / data), Text(done.BytesOut / data), Whole(done.Waves), Whole(done.Faults));
    }

    private static void Align(HmmDevice device, HmmArray<int> scores, HmmArray<int> best)
    {
        for (int diagonal = 2; diagonal <= 2 * (Size - 1); diagonal++)
        {
            (int first, int count) = Diagonal(diagonal);
            ShapeKernels.Align(device, count, first, diagonal, Size, scores, best);
        }
    }

    /// <summary>Each launch needs a page of both matrices for each two rows. Those that do not fit have to come, whichever stay.</summary>
    private static double LeastAligned()
    {
        const double Pages = 2.0 * Size * Size * 4 / 4096;
        double least = 0;
        for (int diagonal = 2; diagonal <= 2 * (Size - 1); diagonal++)
        {
            (int first, int count) = Diagonal(diagonal);
            least += Math.Max(0, 2 * (((first + count - 1) / 2) - (first / 2) + 1) - (Pages / 4));
        }

        return least / Pages;
    }

    private static (int First, int Count) Diagonal(int diagonal)
    {
        int first = Math.Max(1, diagonal - (Size - 1));
        return (first, Math.Min(Size - 1, diagonal - 1) - first + 1);
    }

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
