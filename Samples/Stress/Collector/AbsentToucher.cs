using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using HmmGen.Stress.Watching;

namespace HmmGen.Stress.Collector;

/// <summary>Makes memory a device's and touches it, in a way that the collector cannot interrupt; again and again.</summary>
internal sealed class AbsentToucher : Worker, IDisposable
{
    private const int Length = 64 << 10;

    private readonly HmmDevice _device;
    private readonly HmmArray<long> _array;
    private readonly Findings _findings;
    private readonly long[] _copies = new long[Length];
    private readonly long[] _ones = new long[Length];
    private long _round;

    /// <summary>Makes a toucher.</summary>
    /// <param name="number">Which of its kind it is.</param>
    /// <param name="device">Whose the memory becomes.</param>
    /// <param name="space">Where the memory comes from.</param>
    /// <param name="findings">Where to note what is wrong.</param>
    public AbsentToucher(int number, HmmDevice device, HmmSpace space, Findings findings)
        : base($"toucher {number}")
    {
        _device = device;
        _findings = findings;
        _array = space.Allocate<long>(Length);
        _ones.AsSpan().Fill(1);
        _round = number * 1_000_000_007L;
    }

    /// <inheritdoc/>
    public void Dispose() => _array.Dispose();

    /// <inheritdoc/>
    protected override int Step()
    {
        long seed = ++_round;
        Say("launching");
        OwnershipKernels.Number(_device, Length, seed, _array);
        Span<long> values = _array.AsSpan();
        long sum = seed * Length + (long)Length * (Length - 1) / 2;
        switch (_round % 7)
        {
            case 0:
                Say("adding up in a leaf method");
                Expect(sum, LeafMethods.Sum(values));
                break;
            case 1:
                Say("writing in a leaf method");
                LeafMethods.Add(values, 1);
                Expect(sum + Length, LeafMethods.Sum(values));
                break;
            case 2:
                Say("copying structs in a leaf method");
                LeafMethods.Copy(MemoryMarshal.Cast<long, Packet>(values), MemoryMarshal.Cast<long, Packet>(_copies.AsSpan()));
                Expect(sum, LeafMethods.Sum(_copies));
                break;
            case 3:
                Say("copying spans of structs");
                MemoryMarshal.Cast<long, Packet>(values).CopyTo(MemoryMarshal.Cast<long, Packet>(_copies.AsSpan()));
                Expect(sum, LeafMethods.Sum(_copies));
                break;
            case 4:
                Say("TensorPrimitives.Sum");
                Expect(sum, TensorPrimitives.Sum<long>(values));
                break;
            case 5:
                Say("TensorPrimitives.Add");
                TensorPrimitives.Add<long>(values, _ones, values);
                Expect(sum + Length, LeafMethods.Sum(values));
                break;
            default:
                Say("TensorPrimitives.Dot");
                Expect(sum, TensorPrimitives.Dot<long>(values, _ones));
                break;
        }

        return 1;
    }

    private void Expect(long expected, long found)
    {
        if (found != expected)
        {
            _findings.Add($"{Name}, {Operation},", 0, 0, found, expected, torn: false);
        }
    }
}
