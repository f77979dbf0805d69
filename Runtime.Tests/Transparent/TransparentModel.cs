// Safety: the pointer is the array's, which lives as long as the model; places are checked to be below its length.
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>An array that two devices and the host use, beside a plain array that says what it must hold.</summary>
internal sealed unsafe class TransparentModel : IDisposable
{
    /// <summary>The number of elements: twenty pages, the last one not whole.</summary>
    public const int Length = 20_001;

    private const int Page = 1024;

    private readonly HmmDevice[] _devices;
    private readonly HmmArray<int> _array;
    private readonly int* _raw;
    private readonly int[] _model = new int[Length];
    private readonly bool[] _locked = new bool[Length];
    private readonly Queue<HmmPin<int>> _pins = [];

    /// <summary>Makes a model.</summary>
    /// <param name="space">Where the array comes from.</param>
    /// <param name="first">The first device's options.</param>
    /// <param name="second">The second device's options.</param>
    public TransparentModel(HmmSpace space, SimulatedOptions first, SimulatedOptions second)
    {
        _devices = [HmmDevice.Simulated(first), HmmDevice.Simulated(second)];
        _array = space.Allocate<int>(Length);
        fixed (int* address = _array.AsSpan())
        {
            _raw = address;
        }
    }

    private Span<int> Raw => new(_raw, Length);

    /// <summary>Applies an operation to the array and to the model.</summary>
    /// <param name="operation">The operation.</param>
    public void Apply(ModelOperation operation)
    {
        (ModelOperationKind kind, int number, int start, int end, int value) = operation;
        HmmDevice device = _devices[number];
        bool forbidden = _locked.AsSpan(start, end - start).Contains(true);
        switch (kind)
        {
            case ModelOperationKind.Add:
                Launch(forbidden, start, end, () => TransparentKernels.Add(device, HmmExtent.Range(start, end), value, _array), old => old + value);
                break;
            case ModelOperationKind.Fill:
                Launch(forbidden, start, end, () => TransparentKernels.Fill(device, HmmExtent.Range(start, end), value, _array), _ => value);
                break;
            case ModelOperationKind.AddBesideWriter:
                AddBesideWriter(device, start, end, value);
                break;
            case ModelOperationKind.Write:
                Write(forbidden, start, end, value);
                break;
            case ModelOperationKind.Read:
                Compare(start, end);
                break;
            case ModelOperationKind.Sprinkle:
                Sprinkle(start, end, value);
                break;
            case ModelOperationKind.Prefetch:
                _array.Prefetch(device, (start, end));
                break;
            case ModelOperationKind.Evict:
                device.Memory.BeginEpoch();
                device.Memory.EvictUnpromised();
                break;
            case ModelOperationKind.Protect:
                Protect(start, end, value % 3 == 0);
                break;
            case ModelOperationKind.Discard:
                Discard(forbidden, start, end);
                break;
            case ModelOperationKind.Pin:
                _pins.Enqueue(_array.Pin((start, end)));
                break;
            default:
                if (_pins.TryDequeue(out HmmPin<int>? pin))
                {
                    pin.Dispose();
                }

                break;
        }
    }

    /// <summary>Compares everything.</summary>
    public void Check()
    {
        Compare(0, Length);
        foreach (HmmDevice device in _devices)
        {
            Assert.InRange(device.Memory.UsedFrames, 0, device.Memory.Capacity);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_pins.TryDequeue(out HmmPin<int>? pin))
        {
            pin.Dispose();
        }

        _devices[0].Dispose();
        _array.Dispose();
        _devices[1].Dispose();
    }

    private void Compare(int start, int end)
    {
        if (Raw[start..end].SequenceEqual(_model.AsSpan(start, end - start)))
        {
            return;
        }

        int[] seen = Raw.ToArray();
        int[] wrong = [.. Enumerable.Range(start, end - start).Where(i => seen[i] != _model[i])];
        IEnumerable<string> first = wrong.Take(8).Select(i => $"[{i}] is {seen[i]}, not {_model[i]}");
        Assert.Fail($"{wrong.Length} elements up to {wrong.LastOrDefault()} are wrong: {string.Join("; ", first)}");
    }

    private void Launch(bool forbidden, int start, int end, Action launch, Func<int, int> result)
    {
        if (!forbidden)
        {
            launch();
            for (int i = start; i < end; i++)
            {
                _model[i] = result(_model[i]);
            }

            return;
        }

        // A launch that fails has written an unknown part of what it may.
        Assert.Throws<HmmAccessException>(launch);
        for (int i = 0; i < Length; i++)
        {
            Assert.True(Raw[i] == _model[i] || (Raw[i] == result(_model[i]) && !_locked[i] && i >= start && i < end));
            _model[i] = Raw[i];
        }
    }

    private void AddBesideWriter(HmmDevice device, int start, int end, int value)
    {
        int first = start / 2;
        int last = (end + 1) / 2;
        if (_locked.AsSpan(2 * first, 2 * (last - first) - 1).Contains(true))
        {
            return;
        }

        int step = value % 700 * 2 + 2;
        Task writer = Task.Run(() =>
        {
            for (int i = 1; i < Length; i += step)
            {
                if (!_locked[i])
                {
                    Raw[i] = value - i;
                }

                Assert.True(_locked[i] ? Raw[i] == _model[i] : Raw[i] == value - i);
            }
        });
        TransparentKernels.AddToEven(device, HmmExtent.Range(first, last), value, _array);
        writer.GetAwaiter().GetResult();
        for (int i = first; i < last; i++)
        {
            _model[2 * i] += value;
        }

        for (int i = 1; i < Length; i += step)
        {
            _model[i] = _locked[i] ? _model[i] : value - i;
        }
    }

    private void Write(bool forbidden, int start, int end, int value)
    {
        if (forbidden)
        {
            Assert.Throws<HmmAccessException>(() => _array.AsSpan(start, end - start).Length);
            return;
        }

        Raw[start..end].Fill(value);
        _model.AsSpan(start, end - start).Fill(value);
    }

    private void Sprinkle(int start, int end, int value)
    {
        for (int i = start; i < end; i += 900 + value % 300)
        {
            if (!_locked[i])
            {
                Raw[i] += value;
                _model[i] += value;
            }

            Assert.Equal(_model[i], Raw[i]);
        }
    }

    private void Protect(int start, int end, bool locking)
    {
        _array.Protect((start, end), locking ? HmmProtection.ReadOnly : HmmProtection.ReadWrite);
        int first = start / Page * Page;
        int last = Math.Min(Length, (end + Page - 1) / Page * Page);
        _locked.AsSpan(first, last - first).Fill(locking);
    }

    private void Discard(bool forbidden, int start, int end)
    {
        if (forbidden)
        {
            Assert.Throws<HmmAccessException>(() => _array.Advise(HmmAdvice.Discard, (start, end)));
            return;
        }

        _array.Advise(HmmAdvice.Discard, (start, end));
        _model.AsSpan(start, end - start).Clear();
    }
}
