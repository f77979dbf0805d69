using System.Runtime.InteropServices;
using HmmGen.Paging;

namespace HmmGen.Launching;

/// <summary>The parked work items of a chunk, by the page that they wait for and by slot.</summary>
internal sealed class ParkedItems
{
    private const int PageBits = 40;
    private const long NotParked = -1;
    private readonly Dictionary<long, Waiters> _byPage = [];
    private readonly HashSet<long> _chosen = [];
    private readonly int[] _next;
    private readonly long[] _pageOf;
    private readonly bool[] _begun;
    private int _slots;
    private int _lowest;

    /// <summary>Makes an empty set.</summary>
    /// <param name="slots">The most work items in a chunk.</param>
    public ParkedItems(int slots)
    {
        _next = new int[slots];
        _pageOf = new long[slots];
        _begun = new bool[slots];
        Array.Fill(_pageOf, NotParked);
    }

    /// <summary>The number of parked items.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// The highest slot for which the last <see cref="Choose"/> chose a page; -1 before the first one. Items above it go on only because they share a chosen page.
    /// </summary>
    public int HighestChosen { get; private set; } = -1;

    /// <summary>Prepares for another chunk. All items of the chunk before have ended.</summary>
    /// <param name="slots">The number of work items in the chunk.</param>
    public void BeginChunk(int slots)
    {
        _slots = slots;
        _lowest = 0;
        HighestChosen = -1;
    }

    /// <summary>Parks an item.</summary>
    /// <param name="demand">The page that it waits for.</param>
    /// <param name="begun">Whether it may have stored something already.</param>
    public void Add(PageDemand demand, bool begun)
    {
        long key = KeyOf(demand);
        ref Waiters waiters = ref CollectionsMarshal.GetValueRefOrAddDefault(_byPage, key, out bool known);
        if (!known)
        {
            waiters = new Waiters { Head = -1, Demand = demand };
        }
        else
        {
            // Items park in any order, but errors name the lowest item.
            PageDemand lowest = demand.Slot < waiters.Demand.Slot ? demand : waiters.Demand;
            waiters.Demand = lowest with { Writable = demand.Writable || waiters.Demand.Writable };
        }

        _next[demand.Slot] = waiters.Head;
        waiters.Head = demand.Slot;
        _pageOf[demand.Slot] = key;
        _begun[demand.Slot] = begun;
        _lowest = Math.Min(_lowest, demand.Slot);
        Count++;
    }

    /// <summary>
    /// Chooses the pages of the lowest items. So a few items hold many pages each, instead of many items one page each. All other items that wait for a
    /// chosen page go on with them.
    /// </summary>
    /// <param name="frames">The most frames that the pages may fill. Resident pages fill none. At least one page is chosen.</param>
    /// <param name="capacity">The most frames that the pages may have together, resident ones included.</param>
    /// <param name="mirrors">The mirrors of the regions.</param>
    /// <param name="chosen">Receives the pages.</param>
    public void Choose(int frames, int capacity, ReadOnlySpan<RegionMirror> mirrors, List<PageDemand> chosen)
    {
        _chosen.Clear();
        int room = frames;
        int left = capacity;
        while (_lowest < _slots && _pageOf[_lowest] == NotParked)
        {
            _lowest++;
        }

        for (int slot = _lowest; slot < _slots; slot++)
        {
            long key = _pageOf[slot];
            if (key == NotParked || !_chosen.Add(key))
            {
                continue;
            }

            PageDemand demand = _byPage[key].Demand;
            RegionMirror mirror = mirrors[demand.Mirror];
            room -= mirror.IsResident(demand.Page) ? 0 : mirror.Geometry.Frames;
            left -= mirror.Geometry.Frames;
            if ((room < 0 || left < 0) && chosen.Count > 0)
            {
                return;
            }

            chosen.Add(demand);
            HighestChosen = slot;
        }
    }

    /// <summary>Removes the items that wait for a page, so that they can go on.</summary>
    /// <param name="demand">The page.</param>
    /// <param name="slots">Receives the slots of the items.</param>
    public void Release(PageDemand demand, List<int> slots)
    {
        long key = KeyOf(demand);
        _byPage.Remove(key, out Waiters waiters);
        for (int slot = waiters.Head; slot >= 0; slot = _next[slot])
        {
            slots.Add(slot);
            _pageOf[slot] = NotParked;
            Count--;
        }
    }

    /// <summary>Removes items that have stored nothing.</summary>
    /// <param name="above">Those above this slot; -1 for all.</param>
    public void RemoveUnbegun(int above = -1)
    {
        foreach ((long key, Waiters waiters) in _byPage.ToArray())
        {
            Waiters kept = waiters with { Head = -1 };
            for (int slot = waiters.Head; slot >= 0;)
            {
                int next = _next[slot];
                if (_begun[slot] || slot <= above)
                {
                    _next[slot] = kept.Head;
                    kept.Head = slot;
                }
                else
                {
                    _pageOf[slot] = NotParked;
                    Count--;
                }

                slot = next;
            }

            if (kept.Head < 0)
            {
                _byPage.Remove(key);
            }
            else
            {
                _byPage[key] = kept;
            }
        }
    }

    private static long KeyOf(PageDemand demand) => ((long)demand.Mirror << PageBits) | demand.Page;

    private struct Waiters
    {
        public int Head;
        public PageDemand Demand;
    }
}
