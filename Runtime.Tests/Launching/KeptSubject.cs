// Safety: a pointer is read while its pin holds, for as many elements as are pinned.
using System.Runtime.InteropServices;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Three arrays and some devices, to which random things happen. Launches use plain arrays beside them.</summary>
internal sealed class KeptSubject : IDisposable
{
    private const int Least = 64;
    private static readonly int[] Lengths = [Least, 1024, 6000];
    private static readonly KeptKernels.Pair[] Pairs = [new(3, 1), new(3, 2), new(-1, 1)];

    private readonly HmmSpace _space;
    private readonly Random _random;
    private readonly KeptArray[] _arrays;
    private readonly KeptArray _places;
    private readonly HmmDevice[] _devices;

    private HmmPin<int>? _pin;
    private KeptArray? _pinned;

    /// <summary>Makes the arrays.</summary>
    /// <param name="space">Their space.</param>
    /// <param name="random">What happens to them.</param>
    /// <param name="devices">The devices, which it disposes of. One that is there twice is used more often.</param>
    public KeptSubject(HmmSpace space, Random random, params HmmDevice[] devices)
    {
        _space = space;
        _random = random;
        _devices = devices;
        _arrays = Array.ConvertAll(Lengths, Filled);
        _places = new KeptArray(space, 6000);
        for (int i = 0; i < _places.Model.Length; i++)
        {
            _places.Array[i] = _places.Model[i] = random.Next(Least / 2);
        }
    }

    /// <summary>The launches that made no garbage: those that were kept.</summary>
    public int Kept { get; private set; }

    /// <summary>The same over plain arrays as their targets.</summary>
    public int KeptOverPlain { get; private set; }

    /// <summary>Lets something happen.</summary>
    public void Step()
    {
        int array = _random.Next(_arrays.Length);
        switch (_random.Next(20))
        {
            case 0:
                int at = _random.Next(_arrays[array].Model.Length);
                if (!_arrays[array].IsProtected)
                {
                    _arrays[array].Array[at] = _arrays[array].Model[at] = _random.Next();
                }

                break;
            case 1:
                Check();
                break;
            case 2:
                _arrays[array].Toggle();
                break;
            case 3:
                AnyDevice().Trim();
                break;
            case 4:
                Pin(array);
                break;
            case 5:
                Remake(array);
                break;
            case 6:
                GC.Collect(_random.Next(2), GCCollectionMode.Forced, blocking: true, compacting: true);
                break;
            default:
                Launch();
                break;
        }
    }

    /// <summary>Compares all elements.</summary>
    public void Check()
    {
        foreach (KeptArray array in _arrays)
        {
            Assert.Equal(array.Model, array.Array.ToArray());
        }

        CheckPinned();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pin?.Dispose();
        _places.Dispose();
        foreach (KeptArray array in _arrays)
        {
            array.Dispose();
        }

        foreach (HmmDevice device in _devices.Distinct())
        {
            device.Dispose();
        }
    }

    private KeptArray Filled(int length)
    {
        KeptArray made = new(_space, length);
        for (int i = 0; i < length; i++)
        {
            made.Array[i] = made.Model[i] = _random.Next();
        }

        return made;
    }

    /// <summary>Ends an array and makes one of the same length, often in the same place.</summary>
    private void Remake(int array)
    {
        HmmArray<int> old = _arrays[array].Array;
        _pin?.Dispose();
        _pin = null;
        _arrays[array].Dispose();
        Assert.Throws<ObjectDisposedException>(() => KeptKernels.Scale(AnyDevice(), Least / 2, Pairs[0], old, old));
        _arrays[array] = Filled(Lengths[array]);
    }

    private void Pin(int array)
    {
        _pin?.Dispose();
        _pin = _pin is null ? _arrays[array].Array.Pin() : null;
        _pinned = _arrays[array];
    }

    /// <summary>Compares pinned elements, which any code may read through their pointer once a launch has ended.</summary>
    private unsafe void CheckPinned()
    {
        if (_pin is { } pin)
        {
            Assert.True(new ReadOnlySpan<int>(pin.Pointer, (int)pin.Length).SequenceEqual(_pinned!.Model));
        }
    }

    private HmmDevice AnyDevice() => _devices[_random.Next(_devices.Length)];

    /// <summary>Launches some kernel over a few of the possible ranges, once or some times.</summary>
    private void Launch()
    {
        HmmDevice device = AnyDevice();
        KeptArray from = _arrays[_random.Next(_arrays.Length)];
        KeptArray to = _arrays[_random.Next(_arrays.Length)];
        int start = 8 * _random.Next(3);
        int cut = 8 * _random.Next(2);
        int room = Math.Min(from.Model.Length, to.Model.Length) - 16 - cut;
        int items = _random.Next(3) switch { 0 => Least / 2, 1 => room, _ => room / 2 };
        int value = _random.Next(1, 3);
        KeptKernels.Pair pair = Pairs[_random.Next(Pairs.Length)];
        // A gather from its own target would depend on the order of the items.
        int kernel = _random.Next(6) is int any && (any != 1 || from != to) ? any : 0;
        HmmArray<int> slice = to.Array.Slice(start, to.Model.Length - 16 - cut);
        HmmArray<long> longs = slice.Cast<long>();
        HmmReadOnlyBuffer<int> source = _random.Next(3) == 0
            ? from.Model.AsMemory(start, from.Model.Length - 16 - cut)
            : from.Array.Slice(start, from.Model.Length - 16 - cut);
        int[]? plain = _random.Next(3) == 0 && kernel is 0 or 1 or 3 ? [.. to.Model] : null;
        HmmBuffer<int> target = plain is not null ? plain.AsMemory(start, (int)slice.Length) : slice;
        (Action launch, Action<Span<int>> model) = kernel switch
        {
            0 => ((Action)(() => KeptKernels.Scale(device, items, pair, source, target)), (Action<Span<int>>)(y => Scale(items, pair, from, start, y))),
            1 => (() => KeptKernels.Gather(device, items, _places.Array, source, target), y => Gather(items, from, start, y)),
            2 => (() => KeptKernels.AddLong(device, items / 2, value, longs), y => AddLong(items / 2, value, y)),
            3 => (() => KeptKernels.Divide(device, items, value, target), y => Divide(items, value, y)),
            4 => (() => KeptKernels.Scale(device, (items, 1), pair, source, target), null!),
            _ => (() => KeptKernels.Scale(device, room + 8, pair, source, target), null!),
        };
        for (int turn = _random.Next(1, 5); turn > 0; turn--)
        {
            if (plain is null)
            {
                Launch(kernel, launch, model, to, start);
            }
            else
            {
                Launch(launch, model, plain, start);
            }

            Disturb(to);
        }
    }

    /// <summary>Lets something happen between equal launches.</summary>
    private void Disturb(KeptArray to)
    {
        switch (_random.Next(16))
        {
            case 0:
                to.Toggle();
                break;
            case 1:
                AnyDevice().Trim();
                break;
            case 2 when !to.IsProtected:
                to.Array[0] = to.Model[0] = _random.Next();
                break;
        }
    }

    private void Launch(int kernel, Action launch, Action<Span<int>> model, KeptArray to, int start)
    {
        if (kernel == 4)
        {
            // Two dimensions for a kernel of one.
            Assert.Throws<ArgumentException>(launch);
            return;
        }

        if (kernel == 5 || to.IsProtected)
        {
            // An item goes past the end, which the plan knows, or nothing may be written.
            Assert.Throws<HmmAccessException>(launch);
            return;
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        launch();
        Kept += GC.GetAllocatedBytesForCurrentThread() == before ? 1 : 0;
        model(to.Model.AsSpan(start));
        CheckPinned();
        if (_random.Next(2) == 0)
        {
            Assert.Equal(to.Model, to.Array.ToArray());
        }
    }

    /// <summary>Launches over a plain array as the target.</summary>
    private void Launch(Action launch, Action<Span<int>> model, int[] plain, int start)
    {
        int[] expected = [.. plain];
        long before = GC.GetAllocatedBytesForCurrentThread();
        launch();
        KeptOverPlain += GC.GetAllocatedBytesForCurrentThread() == before ? 1 : 0;
        model(expected.AsSpan(start));
        Assert.Equal(expected, plain);
    }

    private void Gather(int items, KeptArray from, int start, Span<int> y)
    {
        for (int i = 0; i < items; i++)
        {
            y[i] = from.Model[start + _places.Model[i]];
        }
    }

    private static void Scale(int items, KeptKernels.Pair pair, KeptArray from, int start, Span<int> y)
    {
        for (int i = 0; i < items; i++)
        {
            KeptKernels.Scale(i, pair, from.Model.AsSpan(start), y);
        }
    }

    private static void AddLong(int items, int value, Span<int> y)
    {
        Span<long> longs = MemoryMarshal.Cast<int, long>(y);
        for (int i = 0; i < items; i++)
        {
            KeptKernels.AddLong(i, value, longs);
        }
    }

    private static void Divide(int items, int divisor, Span<int> y)
    {
        for (int i = 0; i < items; i++)
        {
            KeptKernels.Divide(i, divisor, y);
        }
    }
}
