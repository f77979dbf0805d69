// Safety: holds ranges that are mapped without access and belong to nobody; guarded by a lock of its own, the innermost.
using System.Runtime.InteropServices;

namespace HmmGen.Faults;

/// <summary>Address ranges of ended regions, kept unusable so that late touches fail; the oldest are given back first.</summary>
internal unsafe struct Quarantine
{
    private readonly int _lock;
    private nint* _ranges;
    private long _first;
    private long _end;
    private long _capacity;
    private long _bytes;

    /// <summary>Adds a range.</summary>
    /// <param name="address">The first byte.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="most">How much is kept at most.</param>
    public void Add(byte* address, long bytes, long most)
    {
        fixed (int* word = &_lock)
        {
            HostLock.Enter(word);
            AddLocked(address, bytes, most);
            HostLock.Leave(word);
        }
    }

    private void AddLocked(byte* address, long bytes, long most)
    {
        if (_end == _capacity)
        {
            Grow();
        }

        _ranges[2 * _end] = (nint)address;
        _ranges[2 * _end + 1] = (nint)bytes;
        _end++;
        _bytes += bytes;
        while (_bytes > most)
        {
            // Where that is refused the range stays reserved.
            _ = SystemCalls.Unmap((void*)_ranges[2 * _first], (nuint)_ranges[2 * _first + 1]);
            _bytes -= _ranges[2 * _first + 1];
            _first++;
        }
    }

    private void Grow()
    {
        long count = _end - _first;
        long capacity = Math.Max(64, 2 * count);
        nint* ranges = (nint*)NativeMemory.Alloc((nuint)(2 * capacity * sizeof(nint)));
        NativeMemory.Copy(_ranges + 2 * _first, ranges, (nuint)(2 * count * sizeof(nint)));
        NativeMemory.Free(_ranges);
        _ranges = ranges;
        _first = 0;
        _end = count;
        _capacity = capacity;
    }
}
