using System.Runtime.InteropServices;

namespace HmmGen.Paging.Eviction;

/// <summary>
/// Victims that were chosen together: contiguous frames for one page each, those of the lowest ranks. So a choice looks at all frames once, and serves many
/// pages. A victim whose page was used, promised or moved since then is passed over.
/// </summary>
/// <param name="pool">The frames.</param>
/// <param name="ranks">The ranks of the frames.</param>
/// <param name="count">The number of frames of a page.</param>
internal sealed class VictimQueue(FramePool pool, FrameRanks ranks, int count)
{
    private readonly List<ulong> _windows = [];
    private readonly List<Victim> _victims = [];
    private int _next;

    /// <summary>Forgets all victims.</summary>
    public void Clear()
    {
        _victims.Clear();
        _next = 0;
    }

    /// <summary>Takes the next victim.</summary>
    /// <returns>Its first frame; -1 when there is none.</returns>
    public int Take()
    {
        while (_next < _victims.Count)
        {
            Victim victim = _victims[_next++];
            if (IsStillOne(victim))
            {
                return victim.Frame;
            }
        }

        return -1;
    }

    /// <summary>Chooses victims.</summary>
    /// <param name="wanted">The number of frames that the batch needs.</param>
    /// <param name="spare">The number of frames to choose for this batch and later ones.</param>
    public void Fill(int wanted, int spare)
    {
        Clear();
        _windows.Clear();
        ReadOnlySpan<uint> all = ranks.All;
        for (int first = 0; first + count <= all.Length;)
        {
            int obstacle = all.Slice(first, count).LastIndexOf(FrameRanks.Fixed);
            if (obstacle >= 0)
            {
                first += obstacle + 1;
                continue;
            }

            uint worst = FrameRanks.Free;
            foreach (uint rank in all.Slice(first, count))
            {
                worst = Math.Max(worst, rank);
            }

            _windows.Add(((ulong)worst << 32) | (uint)first);
            first += count;
        }

        Span<ulong> windows = CollectionsMarshal.AsSpan(_windows);
        int chosen = (int)Math.Min(windows.Length, ((long)spare + count - 1) / count);
        int now = (int)Math.Min(chosen, ((long)wanted + count - 1) / count);
        SmallestFirst.Arrange(windows, chosen);
        SmallestFirst.Arrange(windows[..chosen], now);

        // Neighbouring frames follow one another, so that neighbouring pages come to lie beside each other.
        SortByFrame(windows[..now]);
        SortByFrame(windows[now..chosen]);
        foreach (ulong window in windows[..chosen])
        {
            int frame = (int)(uint)window;
            MirroredPage? page = pool.OwnerOf(frame);
            _victims.Add(new Victim(frame, page, ScoreOf(page)));
        }
    }

    /// <summary>Sorts windows by their frames, without their ranks: numbers alone are compared without a call.</summary>
    private static void SortByFrame(Span<ulong> windows)
    {
        foreach (ref ulong window in windows)
        {
            window = (uint)window;
        }

        windows.Sort();
    }

    private bool IsStillOne(Victim victim)
    {
        for (int frame = victim.Frame; frame < victim.Frame + count; frame++)
        {
            if (pool.IsFixed(frame))
            {
                return false;
            }
        }

        return pool.OwnerOf(victim.Frame) == victim.Page && ScoreOf(victim.Page) == victim.Score;
    }

    private uint ScoreOf(MirroredPage? page) => page is { } owner ? ranks.RankOf(owner) : FrameRanks.Free;

    private readonly record struct Victim(int Frame, MirroredPage? Page, uint Score);
}
