using System.Globalization;
using HmmGen.Stress.Collector;
using HmmGen.Stress.Watching;

namespace HmmGen.Stress.Lifetimes;

/// <summary>Arrays come and go, most of them dropped and never disposed of, beside garbage and collections; what the process has of the system must stay flat.</summary>
internal sealed class LifetimesScenario : IScenario
{
    private readonly HmmDevice[] _devices =
    [
        HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 1 }),
        HmmDevice.Simulated(new SimulatedOptions { Number = 1, MaxDegreeOfParallelism = 1, PageSize = 64 << 10, MemoryBudget = 4 << 20, Variant = HmmKernelVariants.Resumable }),
    ];

    private readonly MapDropper _maps;
    private readonly ResourceWatch _watch;

    /// <summary>Makes the scenario.</summary>
    /// <param name="space">Where the memory comes from.</param>
    /// <param name="findings">Where to note what is wrong.</param>
    /// <param name="seed">The seed of what is random.</param>
    public LifetimesScenario(HmmSpace space, Findings findings, int seed)
    {
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
