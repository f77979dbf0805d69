// Safety: a pin has as many elements as it says, while it is held.
using System.Buffers;
using HmmGen.Tests.Transparent;

namespace HmmGen.Tests.Lifetimes;

/// <summary>
/// One run: arrays that live are made, written and disposed of, beside others that are dropped and that finalizers and threads use afterwards. Only the former
/// are looked at.
/// </summary>
/// <param name="space">The space of the arrays that live, and of dropped ones.</param>
/// <param name="other">The space of other dropped ones.</param>
/// <param name="seed">The seed.</param>
internal sealed class FinalizerModel(HmmSpace space, HmmSpace other, int seed)
{
    private const int Steps = 60;
    private const int MostTouches = 3;

    /// <summary>Above the largest that is in a slab.</summary>
    private const int Longest = 20_000;

    /// <summary>All touches but one: a write through a pin that another thread protects ends the process.</summary>
    private static readonly FinalTouch[] All = [.. Enum.GetValues<FinalTouch>().Where(touch => touch != FinalTouch.Protect)];
    private readonly Random _random = new(seed);
    private readonly FinalWitness _witness = new();
    private readonly List<(HmmArray<int> Array, int Value)> _live = [];
    private int _isEnded;

    /// <summary>Runs it.</summary>
    public void Run()
    {
        using HmmDevice device = HmmDevice.Simulated();
        Thread thread = new(() => UseArrays(device));
        thread.Start();
        try
        {
            for (int step = 0; step < Steps; step++)
            {
                Step(device);
            }
        }
        finally
        {
            Volatile.Write(ref _isEnded, 1);
            thread.Join();
        }

        // As often as an owner touches its array, and once more for the memory of arrays that were in use meanwhile.
        ArrayOwner.Collect();
        foreach ((HmmArray<int> array, int value) in _live)
        {
            Check(array, value);
        }

        Assert(_witness.Failures.IsEmpty, _witness.Failures.FirstOrDefault()?.ToString() ?? "");
        while (_witness.Pins.TryDequeue(out HmmPin<int>? pin))
        {
            pin.Dispose();
        }

        while (_witness.Handles.TryDequeue(out MemoryHandle handle))
        {
            handle.Dispose();
        }
    }

    private void Step(HmmDevice device)
    {
        switch (_random.Next(8))
        {
            case 0:
            case 1:
                HmmArray<int> next = space.Allocate<int>(Size());
                Check(next, 0);
                _live.Add((next, 0));
                break;
            case 2 when _live.Count > 0:
                int chosen = _random.Next(_live.Count);
                int value = _random.Next(1, 1000);
                _live[chosen].Array.Fill(value);
                _live[chosen] = (_live[chosen].Array, value);
                break;
            case 3 when _live.Count > 0:
                int launched = _random.Next(_live.Count);
                (HmmArray<int> array, int before) = _live[launched];
                TransparentKernels.Add(device, (int)array.Length, 1, array);
                _live[launched] = (array, before + 1);
                break;
            case 4 when _live.Count > 0:
                int ended = _random.Next(_live.Count);
                Check(_live[ended].Array, _live[ended].Value);
                _live[ended].Array.Dispose();
                _live.RemoveAt(ended);
                break;
            case 5:
                GC.Collect(_random.Next(3));
                if (_random.Next(2) == 0)
                {
                    GC.WaitForPendingFinalizers();
                }

                WriteThroughPins();
                break;
            default:
                ArrayOwner.Drop(
                    _random.Next(2) == 0 ? space : other,
                    Size(),
                    isFirst: _random.Next(2) == 0,
                    isShared: _random.Next(2) == 0,
                    [.. Enumerable.Range(0, _random.Next(1, MostTouches + 1)).Select(_ => All[_random.Next(All.Length)])],
                    device,
                    _witness);
                break;
        }
    }

    /// <summary>Uses arrays that finalizers have made reachable again, while their memory may end.</summary>
    private void UseArrays(HmmDevice device)
    {
        Random random = new(~seed);
        while (Volatile.Read(ref _isEnded) == 0)
        {
            if (!_witness.Arrays.TryDequeue(out HmmArray<int>? array))
            {
                Thread.Sleep(1);
                continue;
            }

            for (int i = random.Next(50); i > 0; i--)
            {
                FinalTouch touch = All[random.Next(All.Length)];
                if (touch is not (FinalTouch.Resurrect or FinalTouch.ResurrectAndDispose))
                {
                    ArrayOwner.Touch(array, touch, device, _witness);
                }
            }
        }
    }

    /// <summary>Writes where pins point that are left over arrays which have ended. No other array may have the memory.</summary>
    private unsafe void WriteThroughPins()
    {
        foreach (HmmPin<int> pin in _witness.Pins)
        {
            int* pointer = pin.Pointer;
            if (pointer is not null)
            {
                new Span<int>(pointer, (int)pin.Length).Fill(ArrayOwner.Written);
            }
        }
    }

    private int Size() => _random.Next(4) == 0 ? _random.Next(1, Longest) : _random.Next(1, 3000);

    private static void Check(HmmArray<int> array, int value)
    {
        ReadOnlySpan<int> span = array.AsReadOnlySpan();
        int wrong = span.IndexOfAnyExcept(value);
        Assert(wrong < 0, wrong < 0 ? "" : $"element {wrong} of {span.Length} is {span[wrong]}, not {value}");
    }

    private static void Assert(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what);
        }
    }
}
