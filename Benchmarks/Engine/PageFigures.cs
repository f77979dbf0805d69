using System.Diagnostics;
using ILGPU;
using ILGPU.Runtime;
using Spectre.Console;

namespace HmmGen.Benchmarks.Engine;

/// <summary>
/// An embedding bag over a tenth of its table, against a copy of the whole table and against a cache of pages by hand, all three in turn: the same batches.
/// </summary>
internal static class PageFigures
{
    private const int Batches = 60;

    /// <summary>How long batches do not count. .NET compiles beside the first thousands of calls; after 20 batches ours took up to a tenth longer.</summary>
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(4);

    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        using IndexedData data = new();
        Table table = new Table().AddColumns("bag, a tenth of the table", "ms a batch", "CPU, ms", "CPU of the copy over it", "time of the copy over it", "waves", "pages in");
        float[] source = data.Embeddings.ToArray();
        float[] target = new float[source.Length];
        foreach (int threads in (int[])[1, 2])
        {
            using HmmDevice device = HmmDevice.Simulated(Options(data, threads));
            Bags(table, data, device, $"simulated {threads}", source, () => source.AsSpan().CopyTo(target));
        }

        if (DrivenDevice.First is { } driven)
        {
            using Context context = DrivenDevice.Context();
            using Accelerator accelerator = DrivenDevice.Accelerator(context);
            using MemoryBuffer1D<float, Stride1D.Dense> buffer = accelerator.Allocate1D<float>(source.Length);
            using HmmDevice device = driven.WithOptions(Options(data, null));
            Bags(table, data, device, driven.Kind.ToString(), source, () =>
            {
                buffer.CopyFromCPU(source);
                accelerator.Synchronize();
            });
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(
            $"Medians of {Batches} batches after {WarmUpTime.TotalSeconds:0} seconds that do not count, and CPU time of the process. By hand: a cache of as many pages, in one thread of the process.");
    }

    private static SimulatedOptions Options(IndexedData data, int? threads)
        => new() { MemoryBudget = data.Embeddings.Length * sizeof(float) / 10, MaxDegreeOfParallelism = threads };

    private static void Bags(Table table, IndexedData data, HmmDevice device, string name, float[] source, Action copy)
    {
        // The first entry of a page costs calls of the system that later ones do not.
        int part = (int)(data.Embeddings.Length / 20);
        for (int start = 0; start < data.Embeddings.Length; start += part)
        {
            data.Embeddings.Slice(start, Math.Min(part, data.Embeddings.Length - start)).Prefetch(device, HmmRange.All);
        }

        using BagByHand hand = new(source, (int)(data.Embeddings.Length * sizeof(float) / 10 / 4096));
        Random random = new(2);
        ZipfRows zipf = new((int)(data.Embeddings.Length / IndexedKernels.Width));
        int[] rows = new int[IndexedData.Bags * IndexedData.Lookups];
        Clock ours = new();
        Clock copies = new();
        Clock byHand = new();
        long copiedBefore = 0;
        long started = Stopwatch.GetTimestamp();
        bool isWarm = false;
        for (int batch = 0; batch < Batches; batch += isWarm ? 1 : 0)
        {
            if (!isWarm && Stopwatch.GetElapsedTime(started) > WarmUpTime)
            {
                isWarm = true;
                device.ResetStatistics();
                copiedBefore = hand.Copied;
                (ours, copies, byHand) = (new Clock(), new Clock(), new Clock());
            }

            for (int i = 0; i < rows.Length; i++)
            {
                rows[i] = zipf.Next(random);
            }

            data.TableRows.CopyFrom(rows);
            ours.Time(() => IndexedKernels.Pool(
                device, (IndexedData.Bags, IndexedKernels.Width), IndexedData.Lookups, data.TableRows, data.Embeddings, data.Pooled));
            copies.Time(copy);
            byHand.Time(() => hand.Run(rows));
            if (!data.Pooled.AsReadOnlySpan().SequenceEqual(hand.Pooled))
            {
                throw new InvalidOperationException("A result is wrong.");
            }
        }

        HmmStatistics statistics = device.Statistics;
        Add(table, name, ours, copies, (double)statistics.Waves / Batches, (double)statistics.BytesIn / 4096 / Batches);
        Add(table, name + ", cache by hand", byHand, copies, 0, (double)(hand.Copied - copiedBefore) / Batches);
        Add(table, name + ", whole copy", copies, copies, 0, source.Length * sizeof(float) / 4096.0);
    }

    private static void Add(Table table, string name, Clock clock, Clock copies, double waves, double pages)
        => table.AddRow(
            name,
            EngineReport.Text(clock.Median),
            EngineReport.Text(clock.Processor),
            EngineReport.Text(copies.Processor / clock.Processor),
            EngineReport.Text(copies.Median / clock.Median),
            EngineReport.Text(waves),
            EngineReport.Text(pages));

    private sealed class Clock
    {
        private readonly List<double> _times = [];
        private double _processor;

        public double Median
        {
            get
            {
                _times.Sort();
                return _times[_times.Count / 2];
            }
        }

        public double Processor => _processor / _times.Count;

        public void Time(Action run)
        {
            TimeSpan processor = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            run();
            _times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            _processor += (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds;
        }
    }
}
