// Safety: pins are written through within their lengths, and live until they are disposed of here.
using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace HmmGen.Tests.Transparent.Meanwhile;

/// <summary>What the host does to the arrays of a case, mostly while a launch runs. It leaves elements alone that are closed.</summary>
/// <typeparam name="T">The type of the elements that launches change.</typeparam>
/// <param name="kernels">The kernels.</param>
/// <param name="arrays">The arrays.</param>
/// <param name="device">A device.</param>
/// <param name="file">A file of <see cref="FileBytes"/> bytes.</param>
/// <param name="needsPins">Whether system calls need pins.</param>
internal sealed unsafe class MeanwhileHost<T>(
    MeanwhileKernels<T> kernels, MeanwhileArrays<T> arrays, HmmDevice device, SafeFileHandle file, bool needsPins) : IDisposable
    where T : unmanaged
{
    /// <summary>The size of the file.</summary>
    public const int FileBytes = 1 << 18;

    private readonly Lock _gate = new();
    private readonly Queue<(MeanwhileArray<T> Array, int Start, HmmPin<T> Pin)> _pins = [];
    private readonly List<Task> _waiting = [];

    /// <summary>The launch under way, of which the host may read old and new elements; null between launches.</summary>
    public MeanwhileLaunch<T>? UnderWay { get; set; }

    /// <summary>Does something.</summary>
    /// <param name="random">What draws.</param>
    public void Act(Random random)
    {
        lock (_gate)
        {
            MeanwhileArray<T> array = arrays.Numbers[random.Next(2)];
            switch (random.Next(16))
            {
                case 0:
                case 1:
                    ChangeList(random);
                    break;
                case 2:
                case 3:
                    Read(array, random);
                    break;
                case 4:
                    WriteBlock(array, random);
                    break;
                case 5:
                case 6:
                    WriteRange(array, random);
                    break;
                case 7 when array.Shared is not null:
                    Overwrite(array, array.Shared, random);
                    break;
                case 8 when array.Shared is not null:
                    Wait(array, array.Shared, random);
                    break;
                case 9 when array.Shared is not null:
                    Pin(array, array.Shared, random);
                    break;
                case 10:
                    WriteThroughPin(random);
                    break;
                case 11 when array.Shared is not null:
                    ReadFile(array, array.Shared, random);
                    break;
                default:
                    WriteSome(array, random);
                    break;
            }
        }
    }

    /// <summary>Waits for what the host has begun and could not end while a launch ran.</summary>
    public void Join()
    {
        Assert.True(Task.WhenAll(_waiting).Wait(TimeSpan.FromSeconds(30)), "a call waits after the launch has ended");
        _waiting.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Task.WhenAll(_waiting).Wait(TimeSpan.FromSeconds(30));
        while (_pins.TryDequeue(out (MeanwhileArray<T> Array, int Start, HmmPin<T> Pin) oldest))
        {
            oldest.Pin.Dispose();
        }
    }

    private static int Free(MeanwhileArray<T> array, Random random, int most, out int length)
    {
        int start = random.Next(array.Length);
        int free = array.Closed.AsSpan(start).IndexOf(false);
        length = 0;
        if (free < 0)
        {
            return 0;
        }

        start += free;
        Span<bool> rest = array.Closed.AsSpan(start, Math.Min(most, array.Length - start));
        length = rest.IndexOf(true) is var end and >= 0 ? end : rest.Length;
        return start;
    }

    private void ChangeList(Random random)
    {
        switch (random.Next(3))
        {
            case 0:
                Swap(arrays.Places, random.Next(arrays.Places.Length), random.Next(arrays.Places.Length));
                break;
            case 1:
                Set(arrays.Keys, random, random.Next(arrays.Limit));
                break;
            default:
                Set(arrays.Flags, random, random.Next(2));
                break;
        }
    }

    private static void Set(MeanwhileArray<int> list, Random random, int value)
    {
        int index = random.Next(list.Length);
        if (!list.Closed[index])
        {
            list.Note(index, value);
            list.Writing(index, 1)[0] = value;
        }
    }

    private static void Swap(MeanwhileArray<int> list, int a, int b)
    {
        if (list.Closed[a] || list.Closed[b])
        {
            return;
        }

        (int first, int second) = (list.Model[a], list.Model[b]);
        list.Note(a, second);
        list.Note(b, first);
        list.Writing(a, 1)[0] = second;
        list.Writing(b, 1)[0] = first;
    }

    private void Read(MeanwhileArray<T> array, Random random)
    {
        int start = random.Next(array.Length);
        int length = random.Next(1, Math.Min(array.Length - start, random.Next(2) == 0 ? 10 : 9000) + 1);
        ReadOnlySpan<T> found = array.Reading(start, length);
        for (int i = 0; i < length; i++)
        {
            T value = found[i];
            T before = array.Model[start + i];
            if (EqualityComparer<T>.Default.Equals(value, before))
            {
                continue;
            }

            bool mayChange = array.Closed[start + i]
                && (UnderWay?.Target != array || UnderWay.Added is not { } added || IsFrom(value, before, kernels.Sum(before, added)));
            Assert.True(mayChange, $"the host reads {value} in {array.Name}[{start + i}], in place of {before}");
        }
    }

    // Three bytes are stored one after another: a copy made meanwhile has some of them, and so has memory of the caller while a merge stores vectors.
    private static bool IsFrom(T value, T before, T after)
    {
        ReadOnlySpan<byte> found = Bytes(in value), old = Bytes(in before), now = Bytes(in after);
        bool mixes = !BitOperations.IsPow2(found.Length);
        for (int i = 0; i < found.Length; i++)
        {
            if (found[i] != now[i] && !(mixes && found[i] == old[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<byte> Bytes(in T value) => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value));

    private void WriteSome(MeanwhileArray<T> array, Random random)
    {
        int near = random.Next(array.Length);
        int spread = random.Next(2) == 0 ? array.Length : 3000;
        for (int count = random.Next(1, 20); count > 0; count--)
        {
            int index = Math.Min(near + random.Next(spread), array.Length - 1);
            if (!array.Closed[index])
            {
                T value = kernels.Of(random.Next());
                array.Note(index, value);
                array.Writing(index, 1)[0] = value;
            }

            near = spread == array.Length ? 0 : near;
        }
    }

    /// <summary>Writes all elements of a large part that are the host's, as programs do whose blocks shuttle.</summary>
    private void WriteBlock(MeanwhileArray<T> array, Random random)
    {
        int start = random.Next(2) == 0 ? 0 : random.Next(array.Length);
        int length = random.Next(2) == 0 ? array.Length - start : Math.Min(20_000, array.Length - start);
        Span<T> span = array.Writing(start, length);
        for (int i = 0; i < length; i++)
        {
            if (!array.Closed[start + i])
            {
                T value = kernels.Of(random.Next());
                array.Note(start + i, value);
                span[i] = value;
            }
        }
    }

    private void WriteRange(MeanwhileArray<T> array, Random random)
    {
        int start = Free(array, random, random.Next(1, 9000), out int length);
        T value = kernels.Of(random.Next());
        for (int i = 0; i < length; i++)
        {
            array.Note(start + i, value);
        }

        array.Writing(start, length).Fill(value);
    }

    /// <summary>Elements are overwritten. The call waits for the launch, so nobody uses them until then.</summary>
    private void Overwrite(MeanwhileArray<T> array, HmmArray<T> shared, Random random)
    {
        int start = Free(array, random, random.Next(1, 12_000), out int length);
        T value = kernels.Of(random.Next());
        array.Closed.AsSpan(start, length).Fill(true);
        _waiting.Add(Task.Run(() =>
        {
            Span<T> span = shared.AsSpanForOverwrite(start, length);
            lock (_gate)
            {
                span.Fill(value);
                for (int i = start; i < start + length; i++)
                {
                    array.Note(i, value);
                }
            }
        }));
    }

    /// <summary>Calls that change no element and wait for the launch, where it writes the array.</summary>
    private void Wait(MeanwhileArray<T> array, HmmArray<T> shared, Random random)
    {
        int start = random.Next(array.Length);
        HmmRange range = (start, random.Next(start, array.Length + 1));
        Action call = random.Next(4) switch
        {
            0 => () => shared.Prefetch(HmmDevice.Host, range),
            1 => () => shared.Prefetch(HmmDevice.Host, range, HmmPrefetch.ForWriting),
            2 => () => shared.Prefetch(device, range),
            _ => () => shared.Snapshot(device, range),
        };
        _waiting.Add(Task.Run(call));
    }

    private void Pin(MeanwhileArray<T> array, HmmArray<T> shared, Random random)
    {
        if (_pins.Count < 3)
        {
            int start = random.Next(array.Length);
            int end = Math.Min(array.Length, start + random.Next(1, 9000));
            _pins.Enqueue((array, start, shared.Pin((start, end))));
        }
    }

    private void WriteThroughPin(Random random)
    {
        if (!_pins.TryPeek(out (MeanwhileArray<T> Array, int Start, HmmPin<T> Pin) oldest))
        {
            return;
        }

        for (int i = random.Next(500); i < oldest.Pin.Length; i += random.Next(1, 900))
        {
            if (!oldest.Array.Closed[oldest.Start + i])
            {
                T value = kernels.Of(random.Next());
                oldest.Array.Note(oldest.Start + i, value);
                oldest.Pin.Pointer[i] = value;
            }
        }

        if (random.Next(2) == 0)
        {
            _pins.Dequeue().Pin.Dispose();
        }
    }

    /// <summary>The operating system writes elements.</summary>
    private void ReadFile(MeanwhileArray<T> array, HmmArray<T> shared, Random random)
    {
        int start = Free(array, random, random.Next(1, 9000), out int length);
        if (length == 0)
        {
            return;
        }

        long offset = random.Next(FileBytes - length * sizeof(T));
        T[] values = new T[length];
        Assert.Equal(length * sizeof(T), RandomAccess.Read(file, MemoryMarshal.AsBytes(values.AsSpan()), offset));
        for (int i = 0; i < length; i++)
        {
            array.Note(start + i, values[i]);
        }

        using HmmPin<T>? pin = needsPins ? shared.Pin((start, start + length)) : null;
        Assert.Equal(length * sizeof(T), RandomAccess.Read(file, MemoryMarshal.AsBytes(array.Writing(start, length)), offset));
    }
}
