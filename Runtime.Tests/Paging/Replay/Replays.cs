namespace HmmGen.Tests.Paging.Replay;

/// <summary>Replays uses of pages on an imaginary device that brings one page at a time.</summary>
internal static class Replays
{
    /// <summary>The fewest misses that were possible (Belady): the page leaves whose next use is farthest.</summary>
    /// <param name="uses">The pages used, in order.</param>
    /// <param name="frames">The number of pages that fit.</param>
    /// <returns>The number of misses. No device can have fewer, since a real one has to hold all pages of a step together too.</returns>
    public static int Best(IReadOnlyList<int> uses, int frames)
    {
        int[] following = new int[uses.Count];
        Dictionary<int, int> seen = [];
        for (int i = uses.Count - 1; i >= 0; i--)
        {
            following[i] = seen.GetValueOrDefault(uses[i], int.MaxValue);
            seen[uses[i]] = i;
        }

        // The next use of each page that is there, and all next uses, the farthest first. Those that have passed or belong to pages that left do not count.
        Dictionary<int, int> there = [];
        PriorityQueue<int, int> farthest = new(Comparer<int>.Create(static (a, b) => b.CompareTo(a)));
        int misses = 0;
        for (int i = 0; i < uses.Count; i++)
        {
            if (!there.ContainsKey(uses[i]))
            {
                misses++;
                while (there.Count == frames)
                {
                    farthest.TryDequeue(out int page, out int next);
                    if (there.TryGetValue(page, out int current) && current == next)
                    {
                        there.Remove(page);
                    }
                }
            }

            there[uses[i]] = following[i];
            farthest.Enqueue(uses[i], following[i]);
        }

        return misses;
    }

    /// <summary>The misses of a device from which the page leaves that was used least recently.</summary>
    /// <param name="uses">The pages used, in order.</param>
    /// <param name="frames">The number of pages that fit.</param>
    /// <returns>The number of misses.</returns>
    public static int LeastRecentlyUsed(IReadOnlyList<int> uses, int frames)
    {
        Dictionary<int, LinkedListNode<int>> there = [];
        LinkedList<int> order = [];
        int misses = 0;
        foreach (int page in uses)
        {
            if (there.TryGetValue(page, out LinkedListNode<int>? node))
            {
                order.Remove(node);
            }
            else
            {
                misses++;
                if (there.Count == frames)
                {
                    there.Remove(order.First!.Value);
                    order.RemoveFirst();
                }
            }

            there[page] = order.AddLast(page);
        }

        return misses;
    }
}
