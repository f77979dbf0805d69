using System.Globalization;
using HmmGen.Base;
using Spectre.Console;

namespace HmmGen.Benchmarks.Engine;

/// <summary>Two simulated devices that work on one array in turn: directly from device to device, by way of the host, and with explicit copies.</summary>
internal static class PeerFigures
{
    private const int Elements = 4 << 20;
    private const int Runs = 15;
    private const double MiB = 1 << 20;

    /// <summary>Measures and prints. The three ways take turns in one process.</summary>
    public static void Print()
    {
        Table table = new Table()
            .AddColumns("16 MiB, a round", "direct, ms", "host, ms", "explicit, ms", "direct/host", "direct/explicit")
            .AddColumns("direct: MiB from peers / host", "host: MiB");
        using Pair direct = new(peers: true);
        using Pair byHost = new(peers: false);
        float[] one = new float[Elements], two = new float[Elements], x = new float[Elements], output = new float[Elements];
        Add(table, "written in turn", direct.PingPong, byHost.PingPong, direct, byHost, () =>
        {
            Run(x, one);
            one.CopyTo(two);
            Run(x, two);
            two.CopyTo(one);
        });
        Add(table, "written, then read", direct.Pipeline, byHost.Pipeline, direct, byHost, () =>
        {
            Run(x, one);
            one.CopyTo(two);
            Run(two, output);
        });
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"Processor time of the process: the least of {Runs} rounds each, in turn, after three that do not count.");
    }

    private static void Add(Table table, string what, Action direct, Action byHost, Pair first, Pair second, Action explicitCopies)
    {
        Action[] ways = [direct, byHost, explicitCopies];
        double[] least = [double.MaxValue, double.MaxValue, double.MaxValue];
        (HmmStatistics before, HmmStatistics beforeByHost) = (first.Statistics, second.Statistics);
        for (int run = -3; run < Runs; run++)
        {
            if (run == 0)
            {
                (before, beforeByHost) = (first.Statistics, second.Statistics);
            }

            for (int way = 0; way < ways.Length; way++)
            {
                TimeSpan start = Environment.CpuUsage.TotalTime;
                ways[way]();
                least[way] = run < 0 ? least[way] : Math.Min(least[way], (Environment.CpuUsage.TotalTime - start).TotalMilliseconds);
            }
        }

        HmmStatistics moved = first.Statistics - before;
        HmmStatistics movedByHost = second.Statistics - beforeByHost;
        table.AddRow(
            what,
            Text(least[0]),
            Text(least[1]),
            Text(least[2]),
            Text(least[0] / least[1]),
            Text(least[0] / least[2]),
            $"{Text(moved.BytesFromPeers / MiB / Runs)} / {Text((moved.BytesIn - moved.BytesFromPeers + moved.BytesOut) / MiB / Runs)}",
            Text((movedByHost.BytesIn + movedByHost.BytesOut) / MiB / Runs));
    }

    private static void Run(float[] x, float[] y)
    {
        for (int i = 0; i < Elements; i++)
        {
            Kernels.Saxpy(i, 2, x, y);
        }
    }

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Two devices and the arrays that they work on.</summary>
    private sealed class Pair : IDisposable
    {
        private readonly HmmDevice _one;
        private readonly HmmDevice _two;
        private readonly HmmArray<float> _x = HmmSpace.Shared.Allocate<float>(Elements);
        private readonly HmmArray<float> _passed = HmmSpace.Shared.Allocate<float>(Elements);
        private readonly HmmArray<float> _output = HmmSpace.Shared.Allocate<float>(Elements);

        /// <summary>Opens the devices.</summary>
        /// <param name="peers">Whether pages go directly from one to the other.</param>
        public Pair(bool peers)
        {
            SimulatedOptions options = new() { MaxDegreeOfParallelism = 1, Testing = new PagingTestOptions { PeerCopies = peers } };
            _one = HmmDevice.Simulated(options with { Number = 1 });
            _two = HmmDevice.Simulated(options with { Number = 2 });
            _x.AsSpan().Fill(1);
            _passed.AsSpan().Fill(1);
        }

        /// <summary>What both devices have done.</summary>
        public HmmStatistics Statistics => _one.Statistics + _two.Statistics;

        /// <summary>Both write one array.</summary>
        public void PingPong()
        {
            Kernels.Saxpy(_one, Elements, 2, _x, _passed);
            Kernels.Saxpy(_two, Elements, 2, _x, _passed);
        }

        /// <summary>One writes, the other reads.</summary>
        public void Pipeline()
        {
            Kernels.Saxpy(_one, Elements, 2, _x, _passed);
            Kernels.Saxpy(_two, Elements, 2, _passed, _output);
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            _x.Dispose();
            _passed.Dispose();
            _output.Dispose();
            _one.Dispose();
            _two.Dispose();
        }
    }
}
