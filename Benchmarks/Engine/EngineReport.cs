using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace HmmGen.Benchmarks.Engine;

/// <summary>Launches over memory that is on the device already, next to what one writes by hand, and the first use of a device.</summary>
internal static class EngineReport
{
    private const int Runs = 30;

    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        Table table = new Table().AddColumns("what", "device", "ours, ms", "peer, ms", "ours over peer", "peer");
        using (IndexedData data = new())
        {
            Compare(table, data, HmmDevice.Simulated, new SimulatedOptions { MaxDegreeOfParallelism = 1 }, "a plain loop", Loops(data));
            if (DrivenDevice.First is { } device)
            {
                using IndexedByHand hand = new(data);
                Compare(table, data, options => device.WithOptions(options), new SimulatedOptions(), "ILGPU by hand", [hand.Multiply, hand.Gather, hand.Pool]);
            }
            else
            {
                AnsiConsole.WriteLine(DrivenDevice.Missing);
            }
        }

        FirstUse(table);
        ScoutFigures.Print();
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"The least of {Runs} launches each, ours and the peer's in turn, after three that do not count.");
    }

    private static void Compare(
        Table table, IndexedData data, Func<SimulatedOptions, HmmDevice> open, SimulatedOptions options, string peer, Action[] peers)
    {
        using (HmmDevice device = open(options))
        {
            Compare(table, data, device, "resident", peer, peers);
        }

        using HmmDevice unproven = open(options with { Testing = new() { Scouts = false } });
        Compare(table, data, unproven, "resident, every index checked", peer, peers);
    }

    private static void Compare(Table table, IndexedData data, HmmDevice device, string how, string peer, Action[] peers)
    {
        (string Name, Action Launch)[] launches =
        [
            ("sparse product", () => IndexedKernels.Multiply(device, IndexedData.Rows, data.Starts, data.Columns, data.Values, data.X, data.Y)),
            ("gather", () => IndexedKernels.Gather(device, IndexedData.Gathered, data.Indices, data.From, data.To)),
            (
                "embedding bag",
                () => IndexedKernels.Pool(
                    device, (IndexedData.Bags, IndexedKernels.Width), IndexedData.Lookups, data.TableRows, data.Embeddings, data.Pooled)
            ),
        ];

        // All of the arrays whose elements indices name: launches before have brought some of their pages only.
        data.From.Prefetch(device, HmmRange.All);
        data.Embeddings.Prefetch(device, HmmRange.All);
        for (int k = 0; k < launches.Length; k++)
        {
            (double ours, double theirs) = Least(launches[k].Launch, peers[k]);
            table.AddRow($"{launches[k].Name}, {how}", device.Kind.ToString(), Text(ours), Text(theirs), Text(ours / theirs), peer);
        }
    }

    /// <summary>The kernels as plain loops over plain arrays.</summary>
    internal static Action[] Loops(IndexedData data)
    {
        int[] starts = data.Starts.ToArray(), columns = data.Columns.ToArray(), indices = data.Indices.ToArray(), rows = data.TableRows.ToArray();
        float[] values = data.Values.ToArray(), x = data.X.ToArray(), y = data.Y.ToArray(), from = data.From.ToArray(), to = data.To.ToArray();
        float[] table = data.Embeddings.ToArray(), pooled = data.Pooled.ToArray();
        return
        [
            () =>
            {
                for (int row = 0; row < IndexedData.Rows; row++)
                {
                    IndexedKernels.Multiply(row, starts, columns, values, x, y);
                }
            },
            () =>
            {
                for (int i = 0; i < IndexedData.Gathered; i++)
                {
                    IndexedKernels.Gather(i, indices, from, to);
                }
            },
            () =>
            {
                for (int item = 0; item < IndexedData.Bags * IndexedKernels.Width; item++)
                {
                    IndexedKernels.Pool(item / IndexedKernels.Width, item % IndexedKernels.Width, IndexedData.Lookups, rows, table, pooled);
                }
            },
        ];
    }

    /// <summary>The first launch of a device over one page of an array of 512 MiB, next to the same launch again.</summary>
    private static void FirstUse(Table table)
    {
        using HmmArray<float> x = HmmSpace.Shared.Allocate<float>(128 << 20);
        using HmmArray<float> y = HmmSpace.Shared.Allocate<float>(1024);
        double first = double.MaxValue;
        double again = double.MaxValue;
        for (int run = 0; run < Runs; run++)
        {
            using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 1L << 30 });
            first = Math.Min(first, Time(() => Kernels.Saxpy(device, 16, 1, x, y)));
            again = Math.Min(again, Time(() => Kernels.Saxpy(device, 16, 1, x, y)));
        }

        table.AddRow("first use, one page of 512 MiB", nameof(HmmDeviceKind.Simulated), Text(first), Text(again), Text(first / again), "the same launch again");
    }

    /// <summary>The least times of both, run in turn.</summary>
    internal static (double Ours, double Theirs) Least(Action ours, Action theirs)
    {
        double least = double.MaxValue;
        double leastOfPeer = double.MaxValue;
        for (int run = -3; run < Runs; run++)
        {
            (double one, double other) = (Time(ours), Time(theirs));
            (least, leastOfPeer) = run < 0 ? (least, leastOfPeer) : (Math.Min(least, one), Math.Min(leastOfPeer, other));
        }

        return (least, leastOfPeer);
    }

    private static double Time(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>A number in a table.</summary>
    internal static string Text(double value) => value.ToString(value < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);
}
