using System.Numerics;

namespace HmmGen.Launching;

/// <summary>
/// Finds out how many pages may be demanded at a time. Items that fault on a page which they themselves used a few
/// faults ago have lost their working set to others: then fewer may run, and when that has stopped, more again.
/// </summary>
internal sealed class ThrashControl
{
    /// <summary>How many of an item's last pages are remembered.</summary>
    private const int Memory = 4;

    /// <summary>Waves between two decisions while pages are lost.</summary>
    private const int ShortPeriod = 4;

    /// <summary>Waves without losses before more items may run.</summary>
    private const int LongPeriod = 32;

    private readonly long[] _history;
    private readonly int _capacity;
    private int _faults;
    private int _losses;
    private int _waves;
    private int _calmWaves;

    /// <summary>Starts without a limit.</summary>
    /// <param name="slots">The number of work items in the chunk.</param>
    /// <param name="capacity">The device's frames.</param>
    public ThrashControl(int slots, int capacity)
    {
        _capacity = capacity;
        Limit = capacity;
        _history = new long[(long)slots * Memory];
        Array.Fill(_history, -1);
    }

    /// <summary>How many frames may be demanded at a time.</summary>
    public int Limit { get; private set; }

    /// <summary>Whether fewer items run than could.</summary>
    public bool IsLimited => Limit < _capacity;

    /// <summary>Notes a fault.</summary>
    /// <param name="slot">The item.</param>
    /// <param name="mirror">The region's number.</param>
    /// <param name="page">The page, absent.</param>
    /// <param name="counts">Whether the item is one that was meant to run.</param>
    public void Note(int slot, int mirror, long page, bool counts)
    {
        long key = ((long)mirror << 40) | page;
        Span<long> pages = _history.AsSpan(slot * Memory, Memory);
        int known = pages.IndexOf(key);
        if (counts)
        {
            _faults++;
            _losses += known >= 0 ? 1 : 0;
        }

        // Most recent first.
        pages[..(known < 0 ? Memory - 1 : known)].CopyTo(pages[1..]);
        pages[0] = key;
    }

    /// <summary>The page that an item used before the one it waits for.</summary>
    /// <param name="slot">The item.</param>
    /// <param name="mirror">The region's number.</param>
    /// <param name="page">The page.</param>
    /// <returns>False when there is none.</returns>
    public bool TryGetPrevious(int slot, out int mirror, out long page)
    {
        long key = _history[slot * Memory + 1];
        mirror = (int)(key >> 40);
        page = key & ((1L << 40) - 1);
        return key >= 0;
    }

    /// <summary>Decides, after each wave.</summary>
    public void EndWave()
    {
        _calmWaves = _losses * 64 > _faults ? 0 : _calmWaves + 1;
        if (++_waves < ShortPeriod)
        {
            return;
        }

        if (_losses * 8 > _faults)
        {
            Limit = Math.Max(1, IsLimited ? Limit / 2 : (int)BitOperations.RoundUpToPowerOf2((uint)_capacity) / 4);
        }
        else if (IsLimited && _calmWaves >= LongPeriod)
        {
            Limit = Math.Min(_capacity, Limit * 2);
            _calmWaves = 0;
        }

        _waves = _faults = _losses = 0;
    }
}
