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
    private readonly PlainCopy _copy = new(mebibytes * ((1 << 20) / sizeof(int)));

    /// <summary>Measures.</summary>
    /// <returns>The figures.</returns>
    public BenchResult Run()
    {
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
        return new BenchResult(mebibytes, HmmSpace.Shared.HostMode, _copy.BytesPerSecond, _figures, _problems);
    }

    /// <summary>What moves is what the device counts, and not what should move.</summary>
    private void Copies(HmmDevice device)
    {
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(_elements);
        double copy = _copy.Measure();
        List<double> there = [];
        List<double> back = [];
        HmmStatistics before = device.Statistics;
        for (int round = 0; round <= Rounds; round++)
        {
            // The first round warms up.
            before = round == 1 ? device.Statistics : before;

            // A device keeps its copies of what the host has only read.
            array.AsSpan().Fill(round);
            there.Add(Seconds(() => array.Prefetch(device, HmmRange.All, HmmPrefetch.ForWriting)));
            back.Add(Seconds(() => array.Prefetch(HmmDevice.Host, HmmRange.All)));
        }

        HmmStatistics after = device.Statistics;
        _figures.Add(BenchFigure.Rate(device.Name, "copy to the device", (after.BytesIn - before.BytesIn) / (double)Rounds, MedianTime.Of(there[1..]), copy));
        _figures.Add(BenchFigure.Rate(device.Name, "copy back", (after.BytesOut - before.BytesOut) / (double)Rounds, MedianTime.Of(back[1..]), copy));
    }

    private void DeviceFaults(HmmDevice device)
    {
        int pages = Math.Min(MostTouches, _elements / InPage);
        using HmmArray<int> source = HmmSpace.Shared.Allocate<int>((long)pages * InPage);
        using HmmArray<int> places = HmmSpace.Shared.Allocate<int>(pages);
        using HmmArray<int> found = HmmSpace.Shared.Allocate<int>(pages);
        int[] order = Shuffled(pages);
        order.CopyTo(places.AsSpan());
        double copy = _copy.Measure();
        List<double> times = [];
        for (int round = 0; round <= Rounds; round++)
        {
            // What the host has written is not on the device.
            source.AsSpan().Fill(round);
            HmmMeasurement measurement = new();
            double seconds = Seconds(() => BenchKernels.Touch(device, (HmmExtent)pages with { Measurement = measurement }, places, source, found));
            times.Add(seconds / Math.Max(1, measurement.Statistics.PageFaults));
        }

        // The first launch has compiled the kernel.
        _figures.Add(BenchFigure.Time(device.Name, "page fault of the device, served with others", MedianTime.Of(times[1..]), copy));
    }

    private void Launches(HmmDevice device)
    {
        using HmmArray<int> one = HmmSpace.Shared.Allocate<int>(1);
        double copy = _copy.Measure();
        double launch = MedianTime.Seconds(LaunchRounds, () => BenchKernels.Nothing(device, 1, 0, one));
        _figures.Add(BenchFigure.Time(device.Name, "launch of one item that does nothing", launch, copy));
        using HmmArray<int> many = HmmSpace.Shared.Allocate<int>(ResidentElements);
        double again = _copy.Measure();
        _figures.Add(BenchFigure.Rate(
            device.Name,
            string.Create(CultureInfo.InvariantCulture, $"launch that fills {ResidentElements >> 18} MiB that are there"),
            ResidentElements * sizeof(int),
            MedianTime.Seconds(4 * Rounds, () => BenchKernels.Fill(device, ResidentElements, 7, many)),
            again));
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
        double copy = _copy.Measure();
        List<double> times = [];
        for (int round = 0; round <= Rounds; round++)
        {
            BenchKernels.Fill(device, array.Length, round, array);
            times.Add(MiddleTouch(array.AsSpan(), order));
        }

        _figures.Add(BenchFigure.Time("Host", "page fault of the host", MedianTime.Of(times[1..]), copy));
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

        return MedianTime.Of(times);
    }

    private static double Seconds(Action action)
    {
        long started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>The first element of each page, in an order that nobody can guess.</summary>
    private static int[] Shuffled(int pages)
    {
        int[] order = [.. Enumerable.Range(0, pages).Select(page => page * InPage)];
        new Random(1).Shuffle(order);
        return order;
    }
}
