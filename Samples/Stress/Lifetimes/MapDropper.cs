using HmmGen.Stress.Collector;
using HmmGen.Stress.Watching;

namespace HmmGen.Stress.Lifetimes;

/// <summary>Maps a file, lets a device and the host write it, and disposes of the map, or flushes and drops it.</summary>
/// <param name="device">Who writes the file beside the host.</param>
/// <param name="space">Where the maps come from.</param>
/// <param name="findings">Where to note what is wrong.</param>
internal sealed class MapDropper(HmmDevice device, HmmSpace space, Findings findings) : Worker("map dropper"), IDisposable
{
    private const int Length = 100_000;

    private readonly string _path = Path.GetTempFileName();
    private long _round;

    /// <inheritdoc/>
    public void Dispose() => File.Delete(_path);

    /// <inheritdoc/>
    protected override int Step()
    {
        long seed = ++_round;
        Say("mapping");
        File.WriteAllBytes(_path, new byte[Length * sizeof(long)]);
        HmmArray<long> map = space.MapFile<long>(_path, FileAccess.ReadWrite);
        OwnershipKernels.Number(device, Length, seed, map);
        map[Length - 1] = -seed;
        Say("flushing");
        if (_round % 3 == 0)
        {
            map.Flush();
            map = space.Allocate<long>(1);
        }

        map.Dispose();
        Say("reading");
        byte[] bytes = File.ReadAllBytes(_path);
        Expect(seed, BitConverter.ToInt64(bytes, 0));
        Expect(seed + Length - 2, BitConverter.ToInt64(bytes, (Length - 2) * sizeof(long)));
        Expect(-seed, BitConverter.ToInt64(bytes, (Length - 1) * sizeof(long)));
        Rest();
        return 1;
    }

    private void Expect(long expected, long found)
    {
        if (found != expected)
        {
            findings.Add($"{Name}, {Operation},", 0, 0, found, expected, torn: false);
        }
    }
}
