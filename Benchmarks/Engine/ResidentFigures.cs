using System.Diagnostics;
using System.Globalization;
using HmmGen.Base;
using Spectre.Console;

namespace HmmGen.Benchmarks.Engine;

/// <summary>Dense kernels whose data are on the device already, next to kernels by hand: ILGPU's on devices behind a driver, plain loops on simulated ones.</summary>
internal static class ResidentFigures
{
    private const int Runs = 40;
    private const int Elements = 1 << 20;

    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        AnsiConsole.WriteLine("kernel, device, resident: ours ms | by hand ms | ours over by hand, in CPU time");
        SimulatedOptions options = new() { MaxDegreeOfParallelism = 1 };
        Compare(HmmDevice.Simulated(options), new HandOnHost(Elements));
        if (DrivenDevice.First is { } device)
        {
            Compare(device, new HandOnDriver(Elements));
        }
        else
        {
            AnsiConsole.WriteLine(DrivenDevice.Missing);
        }

        AnsiConsole.WriteLine($"{Elements >> 20} Mi elements, the least of {Runs} launches each, in turn; launches wait for their end. The simulated device has one thread.");
    }

    private static void Compare(HmmDevice device, IHandDevice hand)
    {
        using HmmArray<float> source = HmmSpace.Shared.Allocate<float>(Elements), target = HmmSpace.Shared.Allocate<float>(Elements),
            square = HmmSpace.Shared.Allocate<float>(OverlapKernels.Inner * OverlapKernels.Inner);
        const int Tall = Elements / OverlapKernels.Inner, Rows = Elements / OverlapKernels.Width;
        Row("saxpy", device, () => OverlapKernels.Saxpy(device, Elements, 2, source, target), () => hand.Saxpy(0, Elements));
        Row(
            "product",
            device,
            () => OverlapKernels.Multiply(device, (Tall, OverlapKernels.Inner), source, square, target),
            () => hand.Multiply(0, Tall));
        Row(
            "stencil",
            device,
            () => OverlapKernels.Stencil(device, (Rows, OverlapKernels.Width), Rows, source, target),
            () => hand.Stencil(0, Rows));
        hand.Dispose();
    }

    private static void Row(string name, HmmDevice device, Action ours, Action byHand)
    {
        // Long enough for both to be compiled to the end.
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(1))
        {
            ours();
            byHand();
        }

        double least = double.MaxValue, leastByHand = double.MaxValue;
        TimeSpan used = default, usedByHand = default;
        for (int run = 0; run < Runs; run++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            least = Math.Min(least, Time(ours));
            TimeSpan between = Environment.CpuUsage.TotalTime;
            leastByHand = Math.Min(leastByHand, Time(byHand));
            used += between - before;
            usedByHand += Environment.CpuUsage.TotalTime - between;
        }

        AnsiConsole.WriteLine(
            $"{name}, {device.Kind}, resident: {Text(least)} | {Text(leastByHand)} | {Text(least / leastByHand)}, {Text(used / usedByHand)}");
    }

    private static double Time(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
