using System.Globalization;
using HmmGen.Benchmarks.Time;
using Spectre.Console;

namespace HmmGen.Benchmarks.Engine;

/// <summary>What a launch costs whose data is resident: its time and its garbage, next to a plain loop and to a launch of ILGPU.</summary>
internal static class LaunchFigures
{
    private const int Length = 1 << 16;
    private const int Rounds = 100;

    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        Table table = new Table().AddColumns(
            "device", "items", "launch, ns", "garbage, B", "all steps, ns", "garbage, B", "peer, ns", "garbage, B", "launch over peer", "peer");
        using HmmArray<float> x = HmmSpace.Shared.Allocate<float>(Length);
        using HmmArray<float> y = HmmSpace.Shared.Allocate<float>(Length);
        float[] plainX = new float[Length];
        float[] plainY = new float[Length];
        Action<int> loop = items =>
        {
            for (int i = 0; i < items; i++)
            {
                Kernels.Saxpy(i, 1, plainX, plainY);
            }
        };
        using HmmDevice alone = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1 });
        using HmmDevice simulated = HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 1 });
        using HmmDevice threads = HmmDevice.Simulated(new SimulatedOptions { Number = 1 });
        Compare(table, "Host", items => Kernels.Saxpy(HmmDevice.Host, items, 1, x, y), loop, "a plain loop");
        Compare(table, "Host, plain arrays", items => Kernels.Saxpy(HmmDevice.Host, items, 1, plainX, plainY), loop, "a plain loop");
        Compare(table, "Host, one thread", items => Kernels.Saxpy(alone, items, 1, x, y), loop, "a plain loop");
        Compare(table, "Simulated, one thread", items => Kernels.Saxpy(simulated, items, 1, x, y), loop, "a plain loop");
        Compare(table, "Simulated", items => Kernels.Saxpy(threads, items, 1, x, y), loop, "a plain loop");
        if (DrivenDevice.First is { } device)
        {
            using SaxpyByHand hand = new(Length);
            Compare(table, device.Kind.ToString(), items => Kernels.Saxpy(device, items, 1, x, y), hand.Run, "ILGPU: launch and wait");

            // While it has frames, launches on watched memory do not run in place.
            device.Trim();
            using HmmDevice? place = DrivenDevice.InPlace(new HmmDeviceOptions());
            if (place is not null)
            {
                Compare(table, $"{device.Kind} in place", items => Kernels.Saxpy(place, items, 1, x, y), hand.Run, "ILGPU: launch and wait");
                Compare(table, $"{device.Kind} in place, plain arrays", items => Kernels.Saxpy(place, items, 1, plainX, plainY), hand.Run, "ILGPU: launch and wait");
            }
        }
        else
        {
            AnsiConsole.WriteLine(DrivenDevice.Missing);
        }

        AnsiConsole.Profile.Width = 160;
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(
            $"The least of {Rounds} rounds, in each of which all three ran in turn. \"All steps\" is a launch with a measurement, which is never kept.");
    }

    private static void Compare(Table table, string name, Action<HmmExtent> launch, Action<int> peer, string about)
    {
        foreach (int items in (int[])[1, 16, 64, 1000])
        {
            HmmMeasurement measurement = new();
            Action[] runs =
            [
                () => launch(items),
                () => launch((HmmExtent)items with { Measurement = measurement }),
                () => peer(items),
            ];
            double[] garbage = Array.ConvertAll(runs, Garbage);
            double[] least = InTurn.Least(runs, Rounds, TimeSpan.MaxValue);
            table.AddRow(
                name, Text(items), Text(least[0]), Text(garbage[0]), Text(least[1]), Text(garbage[1]), Text(least[2]), Text(garbage[2]),
                (least[0] / least[2]).ToString("0.00", CultureInfo.InvariantCulture), about);
        }
    }

    /// <summary>The bytes that one run makes on this thread, after enough runs that all code is compiled for good.</summary>
    private static double Garbage(Action run)
    {
        const int Runs = 100;
        for (int turn = 0; turn < 5; turn++)
        {
            InTurn.Repeat(run, Runs);
            Thread.Sleep(120);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        InTurn.Repeat(run, Runs);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Runs;
    }

    private static string Text(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
