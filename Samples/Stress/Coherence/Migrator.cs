using HmmGen.Stress.Watching;

namespace HmmGen.Stress.Coherence;

/// <summary>Moves pages about: prefetches, advice, snapshots, pins.</summary>
/// <param name="devices">The devices.</param>
/// <param name="memory">The cells.</param>
/// <param name="seed">The seed of its choices.</param>
internal sealed class Migrator(DevicePair devices, CellMemory memory, int seed) : Worker("migrator")
{
    private readonly Random _random = new(seed);

    /// <inheritdoc/>
    protected override int Step()
    {
        long start = _random.NextInt64(memory.Array.Length);
        HmmRange range = (start, start + Math.Min(memory.Array.Length - start, _random.Next(1, 1 << _random.Next(4, 18))));
        switch (_random.Next(6))
        {
            case 0 or 1:
                OnDevice("prefetching to a device", device => memory.Array.Prefetch(device, range));
                break;
            case 2:
                Say("prefetching to the host");
                memory.Array.Prefetch(HmmDevice.Host, range);
                break;
            case 3:
                Say("advising");
                memory.Array.Advise(_random.Next(2) == 0 ? HmmAdvice.Normal : HmmAdvice.Streaming);
                break;
            case 4:
                OnDevice("looking at pages", device => memory.Array.Snapshot(device, range));
                break;
            default:
                Say("pinning");
                using (memory.Array.Pin(range))
                {
                    Thread.Sleep(_random.Next(3));
                }

                break;
        }

        return 1;
    }

    private void OnDevice(string operation, Action<HmmDevice> work) => devices.Use(_random.Next(2), device =>
    {
        Say(operation);
        work(device);
    });
}
