using HmmGen.Paging;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Accesses;

/// <summary>Two arrays of a space and a plain array that accesses, launches and the host use, beside arrays that say what they must hold.</summary>
internal sealed class AccessModel : IDisposable
{
    /// <summary>The number of elements: nineteen pages and a part of one.</summary>
    public const int Length = 19 * 1024 + 401;

    private readonly Random _random;
    private readonly HmmDevice[] _devices;
    private readonly HmmArray<int>[] _arrays;
    private readonly int[] _plain = new int[Length];
    private readonly int[][] _models = [new int[Length], new int[Length], new int[Length]];
    private readonly bool _isTransparent;
    private readonly List<string> _done = [];

    /// <summary>Makes a model.</summary>
    /// <param name="space">Where the arrays come from.</param>
    /// <param name="random">The random numbers that choose the operations.</param>
    /// <param name="devices">The devices. The model disposes of them.</param>
    public AccessModel(HmmSpace space, Random random, HmmDevice[] devices)
    {
        _random = random;
        _devices = devices;
        _isTransparent = space.HostMode != HmmHostMode.Scopes;
        _arrays = [space.Allocate<int>(Length), space.Allocate<int>(Length)];
    }

    /// <summary>The operations so far.</summary>
    public IReadOnlyList<string> Done => _done;

    /// <summary>The number of accesses that ran, and of those that were refused.</summary>
    public (int Ran, int Refused, int Failed) Counts { get; private set; }

    /// <summary>Makes an operation.</summary>
    public void Step()
    {
        HmmDevice device = _devices[_random.Next(_devices.Length)];
        int number = _random.Next(2);
        HmmArray<int> array = _arrays[number];
        (int start, int end) = AnyRange(Length);
        Span<int> model = _models[number].AsSpan(start, end - start);
        int kind = _random.Next(14);
        int value = _random.Next(1, 1000);
        _done.Add($"{kind} on {device}, array {number}, {start}..{end}, {value}");
        switch (kind)
        {
            case 0:
                TransparentKernels.Add(device, HmmExtent.Range(start, end), value, array);
                foreach (ref int element in model)
                {
                    element += value;
                }

                break;
            case 1:
                TransparentKernels.Copy(device, HmmExtent.Range(start, end), _arrays[1 - number], array);
                _models[1 - number].AsSpan(start, end - start).CopyTo(model);
                break;
            case 2:
                array.AsSpan(start, end - start).Fill(value);
                model.Fill(value);
                break;
            case 3:
                Assert.True(array.AsReadOnlySpan(start, end - start).SequenceEqual(model));
                break;
            case 4:
                array.Prefetch(device, (start, end), value % 2 == 0 ? HmmPrefetch.ForReading : HmmPrefetch.ForWriting);
                break;
            case 5 when device.Kind != HmmDeviceKind.Host:
                Evict(device, value);
                break;
            case 6:
                device.Trim();
                break;
            case 7:
                AccessSpan(device, array, model, start, value);
                break;
            default:
                Access(device);
                break;
        }
    }

    /// <summary>Compares everything.</summary>
    public void Check()
    {
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(_models[i], _arrays[i].AsReadOnlySpan().ToArray());
        }

        Assert.Equal(_models[2], _plain);
        foreach (HmmDevice device in _devices.Where(device => device.Kind != HmmDeviceKind.Host))
        {
            Assert.InRange(device.Session.Memory.UsedFrames, 0, device.Session.Memory.Capacity);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (HmmDevice device in _devices)
        {
            device.Dispose();
        }

        foreach (HmmArray<int> array in _arrays)
        {
            array.Dispose();
        }
    }

    private (int Start, int End) AnyRange(int most)
    {
        int start = _random.Next(Length);
        return (start, Math.Min(Length, start + _random.Next(_random.Next(3) == 0 ? 20 : most)));
    }

    private void Evict(HmmDevice device, int value)
    {
        using DeviceMemory.LaunchResidency residency = device.Session.Memory.Begin([], _ => false);
        if (value % 2 == 0)
        {
            residency.EvictUnpromised();
        }
        else
        {
            residency.EvictRandom(_random);
        }

        residency.Finish();
    }

    private void AccessSpan(HmmDevice device, HmmArray<int> array, Span<int> model, int start, int value)
    {
        RangeUser user = RangeUser.Of(device);
        int[] before = model.ToArray();
        if (Needed(device, [(2, start, start + before.Length)]) > Capacity(device))
        {
            return;
        }

        Span<int> span = array.AsSpan(start, before.Length);
        device.Access(span, HmmAccess.ReadWrite, (address, stream) =>
        {
            Assert.Equal(before, user.Read(address, stream));
            user.Write(address, stream, Array.ConvertAll(before, element => element ^ value));
        });
        foreach (ref int element in model)
        {
            element ^= value;
        }

        GC.KeepAlive(user);
    }

    /// <summary>Accesses up to four ranges at a time, which may overlap, of the arrays and of the plain array.</summary>
    private void Access(HmmDevice device)
    {
        RangeUser user = RangeUser.Of(device);
        (int Array, int Start, int End, HmmAccess Access)[] ranges = new (int, int, int, HmmAccess)[_random.Next(1, 5)];
        int most = _random.Next(2) == 0 ? 4 * 1024 : Length;
        for (int i = 0; i < ranges.Length; i++)
        {
            (int start, int end) = AnyRange(most);
            ranges[i] = (_random.Next(3), start, end, (HmmAccess)_random.Next(3));
        }

        int value = _random.Next(1, 1000);
        bool fails = _random.Next(5) == 0;
        bool writesAll = _random.Next(3) > 0;
        int touched = _isTransparent && _random.Next(3) == 0 ? _random.Next(2) : -1;
        _done.Add($"   {string.Join(", ", ranges)}, {value}, fails {fails}, writes all {writesAll}, touched {touched}");
        bool fits = Needed(device, Array.ConvertAll(ranges, range => (range.Array, range.Start, range.End))) <= Capacity(device);
        bool[][] unknown = [new bool[Length], new bool[Length], new bool[Length]];
        HmmOperand[] operands = Array.ConvertAll(ranges, Operand);
        void Use(HmmDeviceAddresses addresses, nint stream)
        {
            for (int i = 0; i < ranges.Length; i++)
            {
                (int array, int start, int end, HmmAccess access) = ranges[i];
                Assert.Equal((end - start) * sizeof(int), addresses[i].Bytes);
                if (access != HmmAccess.Write)
                {
                    Compare(array, start, user.Read(addresses[i], stream));
                }
            }

            if (touched >= 0)
            {
                Touch(touched, ranges);
            }

            for (int i = 0; i < ranges.Length; i++)
            {
                (int array, int start, int end, HmmAccess access) = ranges[i];
                if (access != HmmAccess.Read)
                {
                    int written = access == HmmAccess.Write && !writesAll ? (end - start) / 2 : end - start;
                    int[] elements = [.. Enumerable.Range(value + start, written)];
                    user.Write(addresses[i], stream, elements);
                    elements.CopyTo(_models[array], start);
                    unknown[array].AsSpan(start, written).Clear();
                }
            }

            if (fails)
            {
                throw new TimeoutException();
            }
        }

        if (!fits)
        {
            Assert.Throws<HmmOutOfMemoryException>(() => device.Access(operands, Use, CancellationToken.None));
            Counts = Counts with { Refused = Counts.Refused + 1 };
            return;
        }

        foreach ((int array, int start, int end, HmmAccess access) in ranges)
        {
            // What is written nowhere may be zero afterwards.
            if (access == HmmAccess.Write)
            {
                unknown[array].AsSpan(start, end - start).Fill(true);
            }
        }

        if (fails)
        {
            Assert.Throws<TimeoutException>(() => device.Access(operands, Use, CancellationToken.None));
            Counts = Counts with { Failed = Counts.Failed + 1 };
        }
        else
        {
            device.Access(operands, Use, CancellationToken.None);
            Counts = Counts with { Ran = Counts.Ran + 1 };
        }

        GC.KeepAlive(user);
        Accept(unknown);
    }

    private HmmOperand Operand((int Array, int Start, int End, HmmAccess Access) range)
    {
        (int array, int start, int end, HmmAccess access) = range;
        HmmBuffer<int> elements = array == 2 ? _plain.AsMemory(start, end - start)
            : start % 2 == 0 ? _arrays[array].Slice(start, end - start)
            : _arrays[array].Memory[start..end];
        return access switch
        {
            HmmAccess.Read => HmmOperand.Read<int>(elements),
            HmmAccess.Write => HmmOperand.Write<int>(elements),
            _ => HmmOperand.ReadWrite<int>(elements),
        };
    }

    private void Compare(int array, int start, int[] seen)
    {
        for (int i = 0; i < seen.Length; i++)
        {
            Assert.True(seen[i] == _models[array][start + i], $"array {array} has {seen[i]} at {start + i} on the device, not {_models[array][start + i]}");
        }
    }

    /// <summary>The host touches an array while a library has it: elements outside all ranges, beside them on the same pages.</summary>
    private void Touch(int number, (int Array, int Start, int End, HmmAccess Access)[] ranges)
    {
        Span<int> elements = _arrays[number].AsSpan();
        for (int i = _random.Next(700); i < Length; i += 700)
        {
            if (!ranges.Any(range => range.Array == number && range.Start <= i && i < range.End))
            {
                Assert.Equal(_models[number][i], elements[i]);
                elements[i] = _models[number][i] = i;
            }
        }
    }

    private void Accept(bool[][] unknown)
    {
        for (int array = 0; array < 3; array++)
        {
            ReadOnlySpan<int> seen = array == 2 ? _plain : _arrays[array].AsReadOnlySpan();
            for (int i = 0; i < Length; i++)
            {
                if (unknown[array][i])
                {
                    int old = _models[array][i];
                    Assert.True(seen[i] == 0 || seen[i] == old, $"array {array} has {seen[i]} at {i}, which was not written and had {old}");
                    _models[array][i] = seen[i];
                }
            }
        }
    }

    private static long Capacity(HmmDevice device) => device.Kind == HmmDeviceKind.Host ? long.MaxValue : device.MemoryBudget >> 12;

    /// <summary>The frames that some ranges need: those of each page once.</summary>
    private long Needed(HmmDevice device, (int Array, int Start, int End)[] ranges)
    {
        if (device.Kind == HmmDeviceKind.Host)
        {
            return 0;
        }

        int pageBytes = device.Options.PageSize;
        while (pageBytes > device.MemoryBudget >> 12 << 12)
        {
            pageBytes /= 2;
        }

        int page = pageBytes / sizeof(int);
        HashSet<(int, long)> pages = [];
        int regions = 2;
        int last = -1;
        int first = 0;
        foreach ((int array, int start, int end) in ranges.Where(range => range.End > range.Start).OrderBy(range => range.Start))
        {
            if (array == 2)
            {
                // Parts of the plain array that overlap are a region, whose pages begin with the first of them.
                if (start >= last)
                {
                    regions++;
                    first = start;
                }

                last = Math.Max(last, end);
            }

            int region = array == 2 ? regions : array;
            int origin = array == 2 ? first : 0;
            for (int i = (start - origin) / page; i <= (end - 1 - origin) / page; i++)
            {
                pages.Add((region, i));
            }
        }

        return pages.Count * (pageBytes >> 12);
    }
}
