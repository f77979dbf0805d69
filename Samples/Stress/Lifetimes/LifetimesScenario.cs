using System.Globalization;
using HmmGen.Stress.Collector;
using HmmGen.Stress.Watching;
using HmmGen.Tests.Devices;

namespace HmmGen.Stress.Lifetimes;

/// <summary>Arrays come and go, most of them dropped and never disposed of, beside garbage and collections; what the process has of the system must stay flat.</summary>
internal sealed class LifetimesScenario : IScenario
{
    private static readonly SimulatedOptions[] Options =
    [
        new() { MaxDegreeOfParallelism = 1 },
        new() { Number = 1, MaxDegreeOfParallelism = 1, PageSize = 64 << 10, MemoryBudget = 4 << 20, Variant = HmmKernelVariants.Resumable },
    ];

    private readonly HmmDevice[] _devices;

    private readonly MapDropper _maps;
    private readonly ResourceWatch _watch;

    /// <summary>Makes the scenario.</summary>
    /// <param name="space">Where the memory comes from.</param>
    /// <param name="findings">Where to note what is wrong.</param>
    /// <param name="seed">The seed of what is random.</param>
    /// <param name="without">The mechanism of the engine that devices do without; null for none.</param>
    public LifetimesScenario(HmmSpace space, Findings findings, int seed, string? without)
    {
        _devices = [.. Options.Select(options => HmmDevice.Simulated(options with { Testing = Mechanisms.Without(without, options.Testing) }))];
        _maps = new MapDropper(_devices[1], space, findings);
        _watch = new ResourceWatch(findings);
        Workers =
        [
            new ArrayDropper(0, _devices[0], space, findings, seed),
            new ArrayDropper(1, _devices[1], space, findings, seed + 1),
            _maps,
            new Allocating(seed),
            new Collecting(),
            _watch,
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Worker> Workers { get; }

    /// <inheritdoc/>
    public void Verify() => _watch.Verify();

    /// <inheritdoc/>
    public IEnumerable<string> Statistics()
    {
        foreach (HmmDevice device in _devices)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{device.Name}: {device.Statistics.Launches} launches, {device.Statistics.PageFaults} page faults, {device.Statistics.Evictions} evictions; "
                + $"{GC.CollectionCount(0)} collections");
        }

        yield return _watch.Describe();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (HmmDevice device in _devices)
        {
            device.Dispose();
        }

        _maps.Dispose();
    }
}
