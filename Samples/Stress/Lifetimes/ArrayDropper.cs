using System.Buffers;
using System.Runtime.CompilerServices;
using HmmGen.Stress.Collector;
using HmmGen.Stress.Watching;

namespace HmmGen.Stress.Lifetimes;

/// <summary>Makes arrays, lets a device write them, and ends them in every way there is: most are dropped and never disposed of.</summary>
internal sealed class ArrayDropper : Worker
{
    private const int Longest = 200_000;
    private const int Memories = 4;

    private readonly HmmDevice _device;
    private readonly HmmSpace _space;
    private readonly Findings _findings;
    private readonly Random _random;
    private readonly (Memory<long> Memory, long Seed)[] _kept = new (Memory<long>, long)[Memories];
    private long _round;

    /// <summary>Makes a dropper.</summary>
    /// <param name="number">Which of its kind it is.</param>
    /// <param name="device">Who writes the arrays.</param>
    /// <param name="space">Where they come from.</param>
    /// <param name="findings">Where to note what is wrong.</param>
    /// <param name="seed">The seed of its choices.</param>
    public ArrayDropper(int number, HmmDevice device, HmmSpace space, Findings findings, int seed)
        : base($"dropper {number}")
    {
        _device = device;
        _space = space;
        _findings = findings;
        _random = new Random(seed);
        _round = number * 1_000_000_007L;
    }

    /// <inheritdoc/>
    protected override int Step()
    {
        long seed = ++_round;
        int length = _random.Next(1, _random.Next(2) == 0 ? 1000 : Longest);
        switch (_random.Next(6))
        {
            case 0:
                Say("dropping an array that a device has");
                _ = Written(length, seed);
                break;
            case 1:
                Say("keeping a span");
                Span<long> span = Orphan(length, seed);
                Expect(seed, span);
                span.Fill(seed);
                Say("reading a span");
                Expect(length, span.Count(seed));
                break;
            case 2:
                Say("keeping a memory");
                ref (Memory<long> Memory, long Seed) kept = ref _kept[_random.Next(Memories)];
                Expect(kept.Seed, kept.Memory.Span);
                kept = (Written(length, seed).Memory, seed);
                break;
            case 3:
                Say("disposing under a span");
                HmmArray<long> disposed = Written(length, seed);
                Span<long> stale = disposed.AsSpan();
                disposed.Dispose();
                Expect(length, stale.Count(0));
                stale.Fill(seed);
                Expect(length, stale.Count(seed));
                break;
            case 4:
                Say("pinning and dropping");
                using (HmmPin<long> pin = Written(length, seed).Pin())
                {
                    Expect(seed, First(pin));
                }

                break;
            default:
                Say("pinning a memory");
                using (MemoryHandle handle = Written(length, seed).Memory.Pin())
                {
                    Rest();
                }

                break;
        }

        return 1;
    }

    private static unsafe long First(HmmPin<long> pin) => *pin.Pointer;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Span<long> Orphan(int length, long seed) => Written(length, seed).AsSpan();

    private HmmArray<long> Written(int length, long seed)
    {
        HmmArray<long> array = _space.Allocate<long>(length);
        OwnershipKernels.Number(_device, length, seed, array);
        return array;
    }

    private void Expect(long seed, ReadOnlySpan<long> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] != seed + i)
            {
                _findings.Add($"{Name}, {Operation},", i, 0, values[i], seed + i, torn: false);
                return;
            }
        }
    }

    private void Expect(long expected, long found)
    {
        if (found != expected)
        {
            _findings.Add($"{Name}, {Operation},", 0, 0, found, expected, torn: false);
        }
    }
}
