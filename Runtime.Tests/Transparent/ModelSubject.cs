// Safety: the pointer is the array's, which lives as long as the subject names it; pins are written through within their lengths.
using System.Buffers;
using System.Runtime.InteropServices;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>An array of <see cref="MemoryModel"/>, beside what it must hold.</summary>
internal sealed unsafe class ModelSubject : IDisposable
{
    private const int Page = 1024;

    private readonly HmmSpace _space;
    private readonly string? _path;
    private readonly Queue<(HmmPin<int> Pin, int Start)> _pins = [];
    private readonly Queue<MemoryHandle> _handles = [];
    private int* _raw;

    /// <summary>Makes an array of zeros, or a map of a file of zeros.</summary>
    /// <param name="space">Where it comes from.</param>
    /// <param name="path">The file; null for none.</param>
    public ModelSubject(HmmSpace space, string? path)
    {
        _space = space;
        _path = path;
        Array = Open();
    }

    /// <summary>The array.</summary>
    public HmmArray<int> Array { get; private set; }

    /// <summary>What it must hold.</summary>
    public int[] Model { get; } = new int[MemoryModel.Length];

    /// <summary>Which elements may not be written.</summary>
    public bool[] Locked { get; } = new bool[MemoryModel.Length];

    /// <summary>Whether the host may touch the array at any time.</summary>
    public bool IsTransparent => _space.HostMode != HmmHostMode.Scopes;

    /// <summary>Whether system calls may touch the array though it is not pinned.</summary>
    public bool ServesSystemCalls => _path is null || _space.HostMode != HmmHostMode.TransparentUserMode;

    /// <summary>Whether an element of a range may not be written.</summary>
    public bool IsForbidden(int start, int end) => Locked.AsSpan(start, end - start).Contains(true);

    /// <summary>Elements to read: by the old pointer where that may be.</summary>
    public ReadOnlySpan<int> Reading(int start, int end)
        => IsTransparent ? new ReadOnlySpan<int>(_raw + start, end - start) : Array.AsReadOnlySpan(start, end - start);

    /// <summary>Elements to write, which may be: by the old pointer where that may be.</summary>
    public Span<int> Writing(int start, int end)
        => IsTransparent ? new Span<int>(_raw + start, end - start) : Array.AsSpan(start, end - start);

    /// <summary>Compares elements.</summary>
    public void Compare(int start, int end)
    {
        ReadOnlySpan<int> reading = Reading(start, end);
        if (reading.SequenceEqual(Model.AsSpan(start, end - start)))
        {
            return;
        }

        int[] seen = reading.ToArray();
        int[] wrong = [.. Enumerable.Range(start, end - start).Where(i => seen[i - start] != Model[i])];
        IEnumerable<string> first = wrong.Take(8).Select(i => $"[{i}] is {seen[i - start]}, not {Model[i]}");
        Assert.Fail($"{wrong.Length} elements up to {wrong.LastOrDefault()} are wrong: {string.Join("; ", first)}");
    }

    /// <summary>Takes elements as they are that a failed launch may have written: each is what it was, or what it was to become.</summary>
    public void Accept(int start, int end, Func<int, int> result)
    {
        ReadOnlySpan<int> reading = Reading(0, MemoryModel.Length);
        for (int i = 0; i < MemoryModel.Length; i++)
        {
            Assert.True(reading[i] == Model[i] || (reading[i] == result(i) && !Locked[i] && i >= start && i < end), $"[{i}] is {reading[i]}");
            Model[i] = reading[i];
        }
    }

    /// <summary>Makes elements read-only or writable.</summary>
    public void Protect(int start, int end, bool locking)
    {
        Array.Protect((start, end), locking ? HmmProtection.ReadOnly : HmmProtection.ReadWrite);
        int first = start / Page * Page;
        int last = Math.Min(MemoryModel.Length, (end + Page - 1) / Page * Page);
        Locked.AsSpan(first, last - first).Fill(locking);
    }

    /// <summary>Pins elements.</summary>
    public void Pin(int start, int end) => _pins.Enqueue((Array.Pin((start, end)), start));

    /// <summary>Pins the array's memory.</summary>
    public void PinMemory() => _handles.Enqueue(Array.Memory.Pin());

    /// <summary>Writes through the oldest pin, where that may be written, as far as a value says.</summary>
    public void WriteThroughPin(int value)
    {
        if (!_pins.TryPeek(out (HmmPin<int> Pin, int Start) oldest))
        {
            return;
        }

        for (int i = 0; i < oldest.Pin.Length; i += 1 + value % 700)
        {
            int place = oldest.Start + i;
            Assert.Equal(Model[place], oldest.Pin.Pointer[i]);
            if (!Locked[place])
            {
                Model[place] = oldest.Pin.Pointer[i] = value + i;
            }
        }
    }

    /// <summary>Ends the oldest pin.</summary>
    public void Unpin()
    {
        if (_pins.TryDequeue(out (HmmPin<int> Pin, int Start) pin))
        {
            pin.Pin.Dispose();
        }

        if (_handles.TryDequeue(out MemoryHandle handle))
        {
            handle.Dispose();
        }
    }

    /// <summary>Flushes, and compares the file.</summary>
    public void Flush()
    {
        Array.Flush();
        CompareFile();
    }

    /// <summary>Disposes of the array under a span and its pins, which read zeros then, and makes another.</summary>
    public void Replace()
    {
        Span<int> stale = MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(Array.AsReadOnlySpan()), MemoryModel.Length);
        Array.Dispose();
        Assert.Equal(-1, stale.IndexOfAnyExcept(0));
        foreach ((HmmPin<int> pin, _) in _pins)
        {
            Assert.Equal(-1, new ReadOnlySpan<int>(pin.Pointer, (int)pin.Length).IndexOfAnyExcept(0));
        }

        stale.Fill(-5);
        Assert.Equal(-1, stale.IndexOfAnyExcept(-5));
        End();
        Locked.AsSpan().Clear();
        CompareFile();
        if (_path is null)
        {
            Model.AsSpan().Clear();
        }

        Array = Open();
    }

    /// <summary>Compares the file, which has everything after a flush and after the array's end.</summary>
    public void CompareFile()
    {
        if (_path is null)
        {
            return;
        }

        using FileStream stream = new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[MemoryModel.Length * sizeof(int)];
        stream.Position = MemoryModel.FileOffset;
        stream.ReadExactly(bytes);
        int same = MemoryMarshal.Cast<byte, int>(bytes).CommonPrefixLength(Model);
        Assert.True(same == MemoryModel.Length, $"the file has {(same < MemoryModel.Length ? BitConverter.ToInt32(bytes, same * sizeof(int)) : 0)} at {same}");
        Assert.Equal(MemoryModel.FileBytes, stream.Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        Array.Dispose();
    }

    private void End()
    {
        while (_pins.Count + _handles.Count > 0)
        {
            Unpin();
        }
    }

    private HmmArray<int> Open()
    {
        HmmArray<int> array = _path is null
            ? _space.Allocate<int>(MemoryModel.Length)
            : _space.MapFile<int>(_path, FileAccess.ReadWrite, MemoryModel.FileOffset, MemoryModel.Length);
        fixed (int* address = array.AsSpan())
        {
            _raw = address;
        }

        return array;
    }
}
