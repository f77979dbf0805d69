using System.Diagnostics;
using System.Globalization;
using ILGPU;
using ILGPU.Runtime;
using Spectre.Console;

namespace HmmGen.Benchmarks.Engine;

/// <summary>Pages that come one by one, and data that the host writes, a kernel changes and the host reads, next to explicit copies.</summary>
internal static class CopyReport
{
    private const int Runs = 25;
    private const int Warming = 15;
    private const int Elements = 4 << 20;
    private const int PageElements = 1024;

    /// <summary>The distance between pages that count as scattered.</summary>
    private const int Stride = 9;

    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        Table table = new Table().AddColumns("what", "device", "ours", "peer", "ours over peer", "CPU over peer", "least CPU over peer", "peer");
        using (HmmDevice simulated = HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 1 }))
        {
            float[] deviceX = new float[Elements];
            float[] deviceY = new float[Elements];
            InAndOut(table, simulated, "Simulated", "copies and a loop", (x, y) =>
            {
                x.CopyTo(deviceX);
                y.CopyTo(deviceY);
                for (int i = 0; i < Elements; i++)
                {
                    Kernels.Saxpy(i, 2, deviceX, deviceY);
                }

                deviceY.CopyTo(y);
            });
            Scattered(table, simulated, "Simulated", "a memcpy a page", (host, page) => host.AsSpan(page * PageElements, PageElements).CopyTo(deviceX.AsSpan(page * PageElements)));
        }

        if (DrivenDevice.First is { } device)
        {
            using Context context = DrivenDevice.Context();
            using Accelerator accelerator = DrivenDevice.Accelerator(context);
            using MemoryBuffer1D<float, Stride1D.Dense> deviceX = accelerator.Allocate1D<float>(Elements);
            using MemoryBuffer1D<float, Stride1D.Dense> deviceY = accelerator.Allocate1D<float>(Elements);
            var saxpy = accelerator.LoadAutoGroupedStreamKernel<Index1D, float, ArrayView<float>, ArrayView<float>>(SaxpyByHand);
            float[] one = new float[PageElements];
            void Compare(HmmDevice device, string name)
            {
                InAndOut(table, device, name, "ILGPU, whole copies", (x, y) =>
                {
                    deviceX.CopyFromCPU(x);
                    deviceY.CopyFromCPU(y);
                    saxpy(Elements, 2, deviceX.View.AsContiguous(), deviceY.View.AsContiguous());
                    accelerator.Synchronize();
                    deviceY.CopyToCPU(y);
                });
                Scattered(
                    table, device, name, "ILGPU, a copy a page", (_, page) => deviceX.View.SubView(page * PageElements, PageElements).CopyFromCPU(one));
            }

            Compare(device, device.Kind.ToString());
            using HmmDevice copied = device.WithOptions(new SimulatedOptions { Testing = new() { SharedFrames = false } });
            Compare(copied, $"{device.Kind}, the driver copies");
        }
        else
        {
            AnsiConsole.WriteLine(DrivenDevice.Missing);
        }

        AnsiConsole.Profile.Width = 160;
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"The least of {Runs} runs each, ours and the peer's in turn, after {Warming} that do not count, and the CPU time of the process.");
    }

    /// <summary>The host writes all of y and one element of x, a kernel runs, and the host reads all of y.</summary>
    private static void InAndOut(Table table, HmmDevice device, string name, string peer, Action<float[], float[]> run)
    {
        using HmmArray<float> x = HmmSpace.Shared.Allocate<float>(Elements);
        using HmmArray<float> y = HmmSpace.Shared.Allocate<float>(Elements);
        float[] hostX = new float[Elements];
        float[] hostY = new float[Elements];
        x.AsSpan().Fill(1);
        hostX.AsSpan().Fill(1);
        double Ours(Func<Span<float>> target) => Time(() =>
        {
            x[0]++;
            target().Fill(3);
            Kernels.Saxpy(device, Elements, 2, x, y);
            Check(y.AsReadOnlySpan());
        });
        Compare(
            table,
            ["4M floats in and out, AsSpan, ms", "the same, AsSpanForOverwrite, ms"],
            name,
            peer,
            [() => Ours(() => y.AsSpan()), () => Ours(() => y.AsSpanForOverwrite())],
            () => Time(() =>
            {
                hostX[0]++;
                hostY.AsSpan().Fill(3);
                run(hostX, hostY);
                Check(hostY);
            }));
    }

    /// <summary>Pages that are not neighbours come to the device by one launch, after the host has written them.</summary>
    private static void Scattered(Table table, HmmDevice device, string name, string peer, Action<float[], int> copy)
    {
        using HmmArray<float> from = HmmSpace.Shared.Allocate<float>(Elements);
        int[] pages = [.. Enumerable.Range(0, Elements / PageElements / Stride).Select(i => i * Stride)];
        using HmmArray<int> indices = HmmSpace.Shared.Allocate<int>(pages.Length);
        using HmmArray<float> to = HmmSpace.Shared.Allocate<float>(pages.Length);
        float[] host = new float[Elements];
        from.AsSpan().Fill(1);
        indices.CopyFrom([.. pages.Select(page => page * PageElements)]);
        Compare(
            table,
            [$"{pages.Length} scattered pages, us a page"],
            name,
            peer,
            [() =>
            {
                foreach (int page in pages)
                {
                    from[page * PageElements] += 1;
                }

                HmmStatistics before = device.Statistics;
                Kernels.Gather(device, pages.Length, indices, from, to);
                HmmStatistics moved = device.Statistics - before;
                return moved.CopyingTime.TotalMicroseconds / (moved.BytesIn / 4096.0);
            }],
            () => 1000 / (double)pages.Length * Time(() =>
            {
                foreach (int page in pages)
                {
                    copy(host, page);
                }
            }));
    }

    private static void Compare(Table table, string[] names, string name, string peer, Func<double>[] ours, Func<double> theirs)
    {
        double[] least = [.. names.Select(_ => double.MaxValue)];
        double leastOfPeer = double.MaxValue;
        TimeSpan[] leastProcessor = [.. names.Select(_ => TimeSpan.MaxValue)];
        TimeSpan leastProcessorOfPeer = TimeSpan.MaxValue;
        TimeSpan[] processor = new TimeSpan[ours.Length];
        TimeSpan processorOfPeer = default;
        for (int run = -Warming; run < Runs; run++)
        {
            TimeSpan started = Environment.CpuUsage.TotalTime;
            for (int i = 0; i < ours.Length; i++)
            {
                double time = ours[i]();
                TimeSpan now = Environment.CpuUsage.TotalTime;
                (least[i], processor[i]) = run < 0 ? (least[i], default) : (Math.Min(least[i], time), processor[i] + now - started);
                leastProcessor[i] = Least(leastProcessor[i], now - started);
                started = now;
            }

            leastOfPeer = Math.Min(leastOfPeer, theirs());
            TimeSpan taken = Environment.CpuUsage.TotalTime - started;
            processorOfPeer = run < 0 ? default : processorOfPeer + taken;
            leastProcessorOfPeer = Least(leastProcessorOfPeer, taken);
        }

        for (int i = 0; i < ours.Length; i++)
        {
            table.AddRow(
                names[i], name, Text(least[i]), Text(leastOfPeer), Text(least[i] / leastOfPeer), Text(processor[i] / processorOfPeer),
                Text(leastProcessor[i] / leastProcessorOfPeer), peer);
        }
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static void Check(ReadOnlySpan<float> y)
    {
        if (y[1..].IndexOfAnyExcept(5) >= 0)
        {
            throw new InvalidOperationException("A result is wrong.");
        }
    }

    private static void SaxpyByHand(Index1D i, float a, ArrayView<float> x, ArrayView<float> y) => y[i] += a * x[i];

    private static double Time(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
