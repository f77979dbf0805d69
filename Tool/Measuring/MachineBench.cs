using System.Diagnostics;
using System.Globalization;

namespace HmmGen.Tool.Measuring;

/// <summary>Measures copies, faults and launches of this machine.</summary>
/// <param name="mebibytes">The size of the array that is copied.</param>
internal sealed class MachineBench(int mebibytes)
{
    private const int Rounds = 5;
    private const int LaunchRounds = 2000;
    private const int PageSize = 4096;
    private const int InPage = PageSize / sizeof(int);
    private const int MostTouches = 2048;
    private const int ResidentElements = 1 << 20;

    private readonly List<BenchFigure> _figures = [];
    private readonly List<string> _problems = [];
    private readonly int _elements = mebibytes * ((1 << 20) / sizeof(int));
    private double _copy;

    private double Bytes => (double)_elements * sizeof(int);

    /// <summary>Measures.</summary>
    /// <returns>The figures.</returns>
    public BenchResult Run()
    {
        _copy = Copy();
        using HmmDevice simulated = HmmDevice.Simulated();
        foreach (HmmDevice device in HmmDevice.All.Where(device => device.Kind != HmmDeviceKind.Host).Prepend(simulated))
        {
            try
            {
                Copies(device);
                DeviceFaults(device);
                Launches(device);
                device.Trim();
            }
            catch (HmmException failure)
            {
                _problems.Add($"{device.Name}: {failure.Message}");
            }
        }

        Launches(HmmDevice.Host);
        HostFaults(simulated);
        return new BenchResult(mebibytes, HmmSpace.Shared.HostMode, _copy, _figures, _problems);
    }

    private double Copy()
    {
        int[] source = new int[_elements];
        int[] target = new int[_elements];
        return Bytes / BestOf.Seconds(Rounds, () => source.CopyTo(target, 0), () => source.AsSpan().Fill(1));
    }

    private void Copies(HmmDevice device)
    {
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(_elements);
        array.AsSpan().Fill(3);
        double there = double.MaxValue;
        double back = BestOf.Seconds(
            Rounds,
            () => array.Prefetch(HmmDevice.Host, HmmRange.All),
            () => there = Math.Min(there, BestOf.Seconds(1, () => array.Prefetch(device, HmmRange.All, HmmPrefetch.ForWriting))));
        _figures.Add(BenchFigure.Rate(device.Name, "copy to the device", Bytes, there, _copy));
        _figures.Add(BenchFigure.Rate(device.Name, "copy back", Bytes, back, _copy));
    }

    private void DeviceFaults(HmmDevice device)
    {
        int pages = Math.Min(MostTouches, _elements / InPage);
        using HmmArray<int> source = HmmSpace.Shared.Allocate<int>((long)pages * InPage);
        using HmmArray<int> places = HmmSpace.Shared.Allocate<int>(pages);
        using HmmArray<int> found = HmmSpace.Shared.Allocate<int>(pages);
        int[] order = Shuffled(pages);
        order.CopyTo(places.AsSpan());
        double least = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            // What the host has written is not on the device.
            source.AsSpan().Fill(round);
            HmmMeasurement measurement = new();
            long started = Stopwatch.GetTimestamp();
            BenchKernels.Touch(device, (HmmExtent)pages with { Measurement = measurement }, places, source, found);
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            least = Math.Min(least, seconds / Math.Max(1, measurement.Statistics.PageFaults));
        }

        _figures.Add(BenchFigure.Time(device.Name, "page fault of the device, served with others", least, _copy));
    }

    private void Launches(HmmDevice device)
    {
        using HmmArray<int> one = HmmSpace.Shared.Allocate<int>(1);
        BenchKernels.Nothing(device, 1, 0, one);
        _figures.Add(BenchFigure.Time(device.Name, "launch of one item that does nothing", BestOf.Seconds(LaunchRounds, () => BenchKernels.Nothing(device, 1, 0, one)), _copy));
        using HmmArray<int> many = HmmSpace.Shared.Allocate<int>(ResidentElements);
        BenchKernels.Fill(device, ResidentElements, 0, many);
        _figures.Add(BenchFigure.Rate(
            device.Name,
            string.Create(CultureInfo.InvariantCulture, $"launch that fills {ResidentElements >> 18} MiB that are there"),
            ResidentElements * sizeof(int),
            BestOf.Seconds(4 * Rounds, () => BenchKernels.Fill(device, ResidentElements, 7, many)),
            _copy));
    }

    private void HostFaults(HmmDevice device)
    {
        if (HmmSpace.Shared.HostMode == HmmHostMode.Scopes)
        {
            _problems.Add($"Host faults: there are none in the host mode Scopes. {HmmSpace.Shared.HostModeReason}");
            return;
        }

        int[] order = Shuffled(Math.Min(MostTouches, _elements / InPage));
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>((long)order.Length * InPage);
        double least = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            BenchKernels.Fill(device, array.Length, round, array);
            least = Math.Min(least, MiddleTouch(array.AsSpan(), order));
        }

        _figures.Add(BenchFigure.Time("Host", "page fault of the host", least, _copy));
    }

    /// <summary>The median, since a touch that the fault service has served ahead costs nothing.</summary>
    private static double MiddleTouch(Span<int> span, int[] order)
    {
        double[] times = new double[order.Length];
        for (int at = 0; at < order.Length; at++)
        {
            long started = Stopwatch.GetTimestamp();
            _ = Volatile.Read(ref span[order[at]]);
            times[at] = Stopwatch.GetElapsedTime(started).TotalSeconds;
        }

        Array.Sort(times);
        return times[times.Length / 2];
    }

    /// <summary>The first element of each page, in an order that nobody can guess.</summary>
    private static int[] Shuffled(int pages)
    {
        int[] order = [.. Enumerable.Range(0, pages).Select(page => page * InPage)];
        new Random(1).Shuffle(order);
        return order;
    }
}
