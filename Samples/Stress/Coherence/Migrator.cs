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
                Prefetch(range);
                break;
            case 2:
                Say("prefetching to the host");
                memory.Array.Prefetch(HmmDevice.Host, range);
                break;
            case 3:
                Say("advising");
                memory.Array.Advise(HmmAdvice.ReadMostly, range);
                break;
            case 4:
                Snapshot(range);
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

    private void Prefetch(HmmRange range)
    {
        HmmDevice device = devices.Enter(_random.Next(2));
        try
        {
            Say("prefetching to a device");
            memory.Array.Prefetch(device, range);
        }
        finally
        {
            devices.Leave();
        }
    }

    private void Snapshot(HmmRange range)
    {
        HmmDevice device = devices.Enter(_random.Next(2));
        try
        {
            Say("looking at pages");
            memory.Array.Snapshot(device, range);
        }
        finally
        {
            devices.Leave();
        }
    }
}
