using System.Runtime.InteropServices;

namespace HmmGen.Launching;

/// <summary>The work items of a chunk that wait for pages, by page and by slot.</summary>
internal sealed class ParkedItems
{
    private const int PageBits = 40;
    private const long NotParked = -1;
    private readonly Dictionary<long, Waiters> _byPage = [];
    private readonly SortedSet<long> _pages = [];
    private readonly HashSet<long> _chosen = [];
    private readonly int[] _next;
    private readonly long[] _pageOf;
    private long _served = -1;
    private int _lowest;

    /// <summary>Makes an empty set.</summary>
    /// <param name="slots">The number of work items in the chunk.</param>
    public ParkedItems(int slots)
    {
        _next = new int[slots];
        _pageOf = new long[slots];
        Array.Fill(_pageOf, NotParked);
    }

    /// <summary>The number of items that wait.</summary>
    public int Count { get; private set; }

    /// <summary>The highest slot that the last <see cref="ChooseLowest"/> chose a page for; those above only came along.</summary>
    public int HighestChosen { get; private set; } = int.MaxValue;

    /// <summary>Parks an item.</summary>
    /// <param name="demand">What it waits for.</param>
    public void Add(PageDemand demand)
    {
        long key = KeyOf(demand);
        ref Waiters waiters = ref CollectionsMarshal.GetValueRefOrAddDefault(_byPage, key, out bool known);
        if (!known)
        {
            waiters = new Waiters { Head = -1, Demand = demand };
            _pages.Add(key);
        }
        else if (demand.Writable && !waiters.Demand.Writable)
        {
            waiters.Demand = waiters.Demand with { Writable = true };
        }

        _next[demand.Slot] = waiters.Head;
        waiters.Head = demand.Slot;
        _pageOf[demand.Slot] = key;
        _lowest = Math.Min(_lowest, demand.Slot);
        Count++;
    }

    /// <summary>Chooses pages as a lift serves floors: upwards from the one served last, then from the bottom again.</summary>
    /// <param name="frames">How many frames they may fill.</param>
    /// <param name="framesOf">The frames under a page of each region.</param>
    /// <param name="chosen">Takes the pages.</param>
    public void ChooseNext(int frames, ReadOnlySpan<int> framesOf, List<PageDemand> chosen)
    {
        HighestChosen = int.MaxValue;
        int room = frames;
        foreach (long key in _pages.GetViewBetween(_served + 1, long.MaxValue))
        {
            if (!TryChoose(key, ref room, framesOf, chosen))
            {
                return;
            }
        }

        if (_served >= 0)
        {
            foreach (long key in _pages.GetViewBetween(0, _served))
            {
                if (!TryChoose(key, ref room, framesOf, chosen))
                {
                    return;
                }
            }
        }
    }

    /// <summary>Chooses the pages of the lowest items, so that few items hold many pages each and not many items one.</summary>
    /// <param name="frames">How many frames they may fill; at least one page is chosen.</param>
    /// <param name="framesOf">The frames under a page of each region.</param>
    /// <param name="chosen">Takes the pages.</param>
    public void ChooseLowest(int frames, ReadOnlySpan<int> framesOf, List<PageDemand> chosen)
    {
        _chosen.Clear();
        int room = frames;
        while (_lowest < _pageOf.Length && _pageOf[_lowest] == NotParked)
        {
            _lowest++;
        }

        for (int slot = _lowest; slot < _pageOf.Length; slot++)
        {
            long key = _pageOf[slot];
            if (key != NotParked && _chosen.Add(key))
            {
                if (chosen.Count > 0 && room < framesOf[_byPage[key].Demand.Mirror])
                {
                    return;
                }

                TryChoose(key, ref room, framesOf, chosen);
                HighestChosen = slot;
            }
        }
    }

    /// <summary>Lets the items that wait for a page go.</summary>
    /// <param name="demand">The page.</param>
    /// <param name="slots">Takes the items.</param>
    public void Release(PageDemand demand, List<int> slots)
    {
        long key = KeyOf(demand);
        _byPage.Remove(key, out Waiters waiters);
        _pages.Remove(key);
        for (int slot = waiters.Head; slot >= 0; slot = _next[slot])
        {
            slots.Add(slot);
            _pageOf[slot] = NotParked;
            Count--;
        }

        _served = key;
    }

    private static long KeyOf(PageDemand demand) => ((long)demand.Mirror << PageBits) | demand.Page;

    private bool TryChoose(long key, ref int room, ReadOnlySpan<int> framesOf, List<PageDemand> chosen)
    {
        PageDemand demand = _byPage[key].Demand;
        room -= framesOf[demand.Mirror];
        if (room < 0 && chosen.Count > 0)
        {
            return false;
        }

        chosen.Add(demand);
        return true;
    }

    private struct Waiters
    {
        public int Head;
        public PageDemand Demand;
    }
}
