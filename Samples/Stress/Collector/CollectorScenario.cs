using System.Globalization;
using HmmGen.Stress.Watching;
using HmmGen.Tests.Devices;

namespace HmmGen.Stress.Collector;

/// <summary>Threads wait for absent pages where the collector cannot interrupt them, while others allocate and collect.</summary>
internal sealed class CollectorScenario : IScenario
{
    private static readonly SimulatedOptions[] Options =
    [
        new() { MaxDegreeOfParallelism = 1 },
        new() { Number = 1, MaxDegreeOfParallelism = 1, PageSize = 64 << 10, Variant = HmmKernelVariants.Resumable },
    ];

    private readonly HmmDevice[] _devices;

    private readonly AbsentToucher[] _touchers;

    /// <summary>Makes the scenario.</summary>
    /// <param name="space">Where the memory comes from.</param>
    /// <param name="findings">Where to note what is wrong.</param>
    /// <param name="seed">The seed of what is random.</param>
    /// <param name="without">The mechanism of the engine that devices do without; null for none.</param>
    public CollectorScenario(HmmSpace space, Findings findings, int seed, string? without)
    {
        _devices = [.. Options.Select(options => HmmDevice.Simulated(options with { Testing = Mechanisms.Without(without, options.Testing) }))];
        _touchers =
        [
            new AbsentToucher(0, _devices[0], space, findings),
            new AbsentToucher(1, _devices[1], space, findings),
            new AbsentToucher(2, _devices[0], space, findings),
        ];
        Workers = [.. _touchers, new Allocating(seed), new Allocating(seed + 1), new Collecting()];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Worker> Workers { get; }

    /// <inheritdoc/>
    public void Verify()
    {
        // Every round is checked when it ends.
    }

    /// <inheritdoc/>
    public IEnumerable<string> Statistics() => _devices.Select(device => string.Create(
        CultureInfo.InvariantCulture,
        $"{device.Name}: {device.Statistics.Launches} launches, {device.Statistics.HostReadFaults} host read faults, "
        + $"{device.Statistics.HostWriteFaults} host write faults; {GC.CollectionCount(0)} collections"));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (AbsentToucher toucher in _touchers)
        {
            toucher.Dispose();
        }

        foreach (HmmDevice device in _devices)
        {
            device.Dispose();
        }
    }
}
