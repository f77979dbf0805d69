using HmmGen.Stress.Collector;
using HmmGen.Stress.Watching;

namespace HmmGen.Stress.Coherence;

/// <summary>Threads, system calls and kernels on two devices write the same pages, while others move them and the collector runs.</summary>
internal sealed class CoherenceScenario : IScenario
{
    /// <summary>Makes an array of two blocks and a bit.</summary>
    private const int Cells = 4100;

    private readonly DevicePair _devices;
    private readonly CellMemory _memory;
    private readonly CounterWriter[] _counters;
    private readonly FileWriter _file;

    /// <summary>Makes the scenario.</summary>
    /// <param name="space">Where the memory comes from.</param>
    /// <param name="findings">Where to note what is wrong.</param>
    /// <param name="seed">The seed of everything random.</param>
    /// <param name="device">What kind of device writes the memory.</param>
    /// <param name="without">The mechanism of the engine that devices do without; null for often a random one.</param>
    public CoherenceScenario(HmmSpace space, Findings findings, int seed, HmmDeviceKind device, string? without)
    {
        Random random = new(seed);
        _devices = new DevicePair(random.Next(), device, without);
        _memory = new CellMemory(
            space.Allocate<long>(Cells * CellLayout.Lanes), Cells, space.HostMode == HmmHostMode.TransparentUserMode, findings);
        _counters = [new CounterWriter(0, _memory, random.Next()), new CounterWriter(1, _memory, random.Next())];
        _file = new FileWriter(_memory, random.Next());
        Workers =
        [
            new PlainWriter(_memory, random.Next()),
            new VectorWriter(_memory, random.Next()),
            new BulkWriter(_memory, random.Next()),
            .. _counters,
            _file,
            new KernelWriter(0, _devices, _memory, random.Next()),
            new KernelWriter(1, _devices, _memory, random.Next()),
            new CellReader(_memory, random.Next()),
            new Migrator(_devices, _memory, random.Next()),
            new DeviceReplacer(_devices),
            new Collecting(),
            new Allocating(0),
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Worker> Workers { get; }

    /// <inheritdoc/>
    public void Verify()
    {
        // Once with what the devices still have, and once without devices.
        VerifyAll();
        _devices.Replace();
        VerifyAll();
    }

    /// <inheritdoc/>
    public IEnumerable<string> Statistics() => _devices.Statistics();

    /// <inheritdoc/>
    public void Dispose()
    {
        _devices.Dispose();
        _memory.Array.Dispose();
        _file.Dispose();
    }

    private void VerifyAll()
    {
        foreach (CellWriter writer in Workers.OfType<CellWriter>())
        {
            writer.Verify();
        }

        CounterWriter.Verify(_counters, _memory);
    }
}
