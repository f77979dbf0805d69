using HmmGen.Devices;
using HmmGen.Tests.Generated.Tracing;

namespace HmmGen.Tests.Conformance;

/// <summary>A simulated device with large pages, some of whose allocations fail.</summary>
internal sealed class StarvedDevice : IDisposable
{
    private readonly StarvedEngine _engine;

    /// <summary>Makes a device.</summary>
    /// <param name="site">The number of the allocation that fails.</param>
    /// <param name="length">How long it fails.</param>
    public StarvedDevice(int site, Starvation length)
    {
        SimulatedOptions options = new() { PageSize = 64 << 10, MemoryBudget = 2 << 20, MaxDegreeOfParallelism = 1 };
        _engine = new StarvedEngine(options, site, length);
        Device = new HmmDevice(new FoundDevice(HmmDeviceKind.Simulated, "Starved", HmmMirrorMode.SoftwareFaults, "it is simulated", _ => _engine, IsGpu: false), options);
    }

    /// <summary>The device.</summary>
    public HmmDevice Device { get; }

    /// <summary>How many allocations have failed.</summary>
    public int Failed => _engine.Failed;

    /// <inheritdoc/>
    public void Dispose() => Device.Dispose();

    private sealed class StarvedEngine(SimulatedOptions options, int site, Starvation length) : WatchedEngine(new SimulatedEngine(options))
    {
        private int _next;

        public int Failed { get; private set; }

        public override void Reserve(DeviceStorage storage, long bytes)
        {
            bool counts = length == Starvation.Once || storage == DeviceStorage.Frames;
            int number = counts ? _next++ : -1;
            if (number == site || (number > site && length == Starvation.ForGood))
            {
                Failed++;
                throw new HmmOutOfMemoryException($"{Name} is starved of {bytes} bytes of {storage} memory");
            }

            base.Reserve(storage, bytes);
        }
    }
}
