using System.Diagnostics;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using Spectre.Console;

namespace HmmGen.Benchmarks.Engine;

/// <summary>Launches whose pages a scout finds: over a device with room for a tenth of a table, and over data that is there since the launch before.</summary>
internal static class ScoutFigures
{
    private const int Batches = 30;
    private const int NotCounted = 5;
    private const int PageBytes = 4096;

    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        using IndexedData data = new();
        Table bags = new Table().AddColumns("embedding bag, a tenth of the table", "scouts", "ms a batch", "whole copy, ms", "whole copy over ours", "waves", "pages", "bytes over touched");
        Table resident = new Table().AddColumns("what", "device", "ours, ms", "peer, ms", "ours over peer", "peer");
        using (HmmDevice simulated = HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 1 }))
        {
            Compare(resident, data, simulated, "a plain loop", EngineReport.Loops(data));
        }

        Bags(bags, data, HmmDevice.Simulated, CopyInProcess);
        if (DrivenDevice.First is { } driven)
        {
            using IndexedByHand hand = new(data);
            Compare(resident, data, driven, "ILGPU by hand", [hand.Multiply, hand.Gather, hand.Pool]);
            Bags(bags, data, options => driven.WithOptions(options), CopyToDriver);
        }

        AnsiConsole.Write(bags);
        AnsiConsole.WriteLine($"Means of {Batches} batches after {NotCounted} that do not count; each has other rows, by Zipf's law. All pages were on the device once. The copy is of the whole table, once a batch, in turn.");
        AnsiConsole.Write(resident);
    }

    /// <summary>Pages are there since the launches that do not count, which brought them by a scout.</summary>
    private static void Compare(Table table, IndexedData data, HmmDevice device, string peer, Action[] peers)
    {
        (string Name, Action Launch)[] launches =
        [
            ("sparse product", () => IndexedKernels.Multiply(device, IndexedData.Rows, data.Starts, data.Columns, data.Values, data.X, data.Y)),
            ("gather", () => IndexedKernels.Gather(device, IndexedData.Gathered, data.Indices, data.From, data.To)),
            ("embedding bag", () => Pool(device, data)),
        ];
        for (int k = 0; k < launches.Length; k++)
        {
            (double ours, double theirs) = EngineReport.Least(launches[k].Launch, peers[k]);
            table.AddRow(
                launches[k].Name + ", again", device.Kind.ToString(), EngineReport.Text(ours), EngineReport.Text(theirs), EngineReport.Text(ours / theirs), peer);
        }

        device.Trim();
    }

    private static void Bags(Table table, IndexedData data, Func<SimulatedOptions, HmmDevice> open, Func<IndexedData, (Action Copy, IDisposable Owner)> copying)
    {
        (Action copy, IDisposable owner) = copying(data);
        using (owner)
        {
            foreach (bool scouts in (bool[])[true, false])
            {
                using HmmDevice device = open(new SimulatedOptions { MemoryBudget = data.Embeddings.Length * sizeof(float) / 10, Testing = new() { Scouts = scouts } });
                Bags(table, data, device, copy, scouts);
            }
        }
    }

    private static void Bags(Table table, IndexedData data, HmmDevice device, Action copy, bool scouts)
    {
        // The first entry of a page costs calls of the system that later ones do not.
        int part = (int)(data.Embeddings.Length / 20);
        for (int start = 0; start < data.Embeddings.Length; start += part)
        {
            data.Embeddings.Slice(start, Math.Min(part, data.Embeddings.Length - start)).Prefetch(device, HmmRange.All);
        }

        Random random = new(2);
        ZipfRows zipf = new((int)(data.Embeddings.Length / IndexedKernels.Width));
        (double ours, double theirs, long touched) = (0, 0, 0);
        for (int batch = -NotCounted; batch < Batches; batch++)
        {
            if (batch == 0)
            {
                device.ResetStatistics();
                (ours, theirs, touched) = (0, 0, 0);
            }

            HashSet<long> pages = [];
            Span<int> rows = data.TableRows.AsSpan();
            for (int i = 0; i < rows.Length; i++)
            {
                rows[i] = zipf.Next(random);
                pages.Add((long)rows[i] * IndexedKernels.Width * sizeof(float) / PageBytes);
            }

            touched += pages.Count * PageBytes;
            ours += Time(() => Pool(device, data));
            theirs += Time(copy);
        }

        HmmStatistics statistics = device.Statistics;
        table.AddRow(
            device.Kind.ToString(),
            scouts ? "on" : "off",
            EngineReport.Text(ours / Batches),
            EngineReport.Text(theirs / Batches),
            EngineReport.Text(theirs / ours),
            EngineReport.Text((double)statistics.Waves / Batches),
            EngineReport.Text((double)touched / PageBytes / Batches),
            EngineReport.Text((double)statistics.BytesIn / touched));
    }

    private static void Pool(HmmDevice device, IndexedData data)
        => IndexedKernels.Pool(device, (IndexedData.Bags, IndexedKernels.Width), IndexedData.Lookups, data.TableRows, data.Embeddings, data.Pooled);

    private static unsafe (Action Copy, IDisposable Owner) CopyInProcess(IndexedData data)
    {
        float[] source = data.Embeddings.ToArray();
        Block block = new((nuint)source.Length * sizeof(float));
        return (() => source.AsSpan().CopyTo(new Span<float>(block.Address, source.Length)), block);
    }

    private static (Action Copy, IDisposable Owner) CopyToDriver(IndexedData data)
    {
        float[] source = data.Embeddings.ToArray();
        Context context = DrivenDevice.Context();
        Accelerator accelerator = DrivenDevice.Accelerator(context);
        MemoryBuffer1D<float, Stride1D.Dense> buffer = accelerator.Allocate1D<float>(source.Length);
        return (() =>
        {
            buffer.CopyFromCPU(source);
            accelerator.Synchronize();
        }, new Owned(buffer, accelerator, context));
    }

    private static double Time(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private sealed class Owned(params IDisposable[] owned) : IDisposable
    {
        public void Dispose() => Array.ForEach(owned, static one => one.Dispose());
    }

    private sealed unsafe class Block(nuint bytes) : IDisposable
    {
        public void* Address { get; } = NativeMemory.Alloc(bytes);

        public void Dispose() => NativeMemory.Free(Address);
    }
}
