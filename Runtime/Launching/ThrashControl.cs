namespace HmmGen.Launching;

/// <summary>
/// Limits how many frames work items may demand at a time. The limit starts low, so that the lowest items run and keep the pages that they use. It rises
/// while few items lose pages. An item that faults on a page which it got a few faults ago has lost its working set to other items. Many such losses
/// halve the limit, and it takes longer until the limit rises again.
/// </summary>
/// <remarks>
/// Only the chosen items are looked at, and only the pages that they got since they were chosen. The other items go on when they happen to wait for the same page
/// as a chosen one. Nothing keeps their pages until they go on again, so a smaller limit would not help them.
/// </remarks>
internal sealed class ThrashControl
{
    /// <summary>The number of last pages that are remembered for each chosen item.</summary>
    private const int Memory = 4;

    /// <summary>At first, items may demand the device's frames divided by this.</summary>
    private const int FirstShare = 4;

    /// <summary>The fewest waves that are counted before the limit may be halved.</summary>
    private const int ShortPeriod = 4;

    /// <summary>The waves with few losses after which the limit first rises.</summary>
    private const int LongPeriod = 16;

    /// <summary>The most waves with few losses that a rise of the limit may need.</summary>
    private const int LongestPeriod = 1024;

    private const int PageBits = 40;
    private readonly long[] _history;
    private readonly int _capacity;
    private int _faults;
    private int _losses;
    private int _waves;
    private int _calmWaves;
    private int _patience = LongPeriod;
    private int _slots;

    /// <summary>Starts with a limit of a quarter of the device.</summary>
    /// <param name="slots">The most work items in a chunk.</param>
    /// <param name="capacity">The device's frames.</param>
    public ThrashControl(int slots, int capacity)
    {
        _capacity = capacity;
        Limit = Math.Max(1, capacity / FirstShare);
        _history = new long[(long)slots * Memory];
    }

    /// <summary>Forgets the items of the chunk before. The limit stays.</summary>
    /// <param name="slots">The number of work items in the chunk.</param>
    public void BeginChunk(int slots)
    {
        _slots = slots;
        Restart();
    }

    /// <summary>The most frames that items may demand at a time.</summary>
    public int Limit { get; private set; }

    /// <summary>Whether items have lost pages that they needed.</summary>
    public bool HasLost { get; private set; }

    /// <summary>Notes that a chosen item got a page, with which it goes on.</summary>
    /// <param name="slot">The item.</param>
    /// <param name="mirror">The region's number.</param>
    /// <param name="page">The page.</param>
    public void NoteServed(int slot, int mirror, long page)
    {
        long key = KeyOf(mirror, page);
        Span<long> pages = _history.AsSpan(slot * Memory, Memory);
        int known = pages.IndexOf(key);

        // The most recent page comes first.
        pages[..(known < 0 ? Memory - 1 : known)].CopyTo(pages[1..]);
        pages[0] = key;
    }

    /// <summary>Notes a fault of an item that went on as a chosen one.</summary>
    /// <param name="slot">The item.</param>
    /// <param name="mirror">The region's number.</param>
    /// <param name="page">The page, absent.</param>
    public void NoteFault(int slot, int mirror, long page)
    {
        _faults++;
        _losses += _history.AsSpan(slot * Memory, Memory).Contains(KeyOf(mirror, page)) ? 1 : 0;
    }

    /// <summary>The page that a chosen item got last, before the one that it waits for.</summary>
    /// <param name="slot">The item.</param>
    /// <param name="mirror">The region's number.</param>
    /// <param name="page">The page.</param>
    /// <returns>False when there is none.</returns>
    public bool TryGetPrevious(int slot, out int mirror, out long page)
    {
        long key = _history[slot * Memory];
        mirror = (int)(key >> PageBits);
        page = key & ((1L << PageBits) - 1);
        return key >= 0;
    }

    /// <summary>Ends a wave, and adjusts the limit.</summary>
    public void EndWave()
    {
        _calmWaves = _losses * 64 > _faults ? 0 : _calmWaves + 1;
        _waves++;
        if (_waves >= ShortPeriod && _losses * 8 > _faults)
        {
            Limit = Math.Max(1, Limit / 2);
            HasLost = true;
            _patience = Math.Min(LongestPeriod, _patience * 2);
            Restart();
        }
        else if (_calmWaves >= _patience)
        {
            Limit = (int)Math.Min(_capacity, Limit * 2L);
            HasLost &= Limit < _capacity;
            _waves = _faults = _losses = _calmWaves = 0;
        }
        else if (_waves >= LongPeriod)
        {
            _waves = _faults = _losses = 0;
        }
    }

    private static long KeyOf(int mirror, long page) => ((long)mirror << PageBits) | page;

    /// <summary>Restarts all counts. Losses under another limit, or of other items, do not predict the next ones.</summary>
    private void Restart()
    {
        _waves = _faults = _losses = _calmWaves = 0;
        _history.AsSpan(0, _slots * Memory).Fill(-1);
    }
}
