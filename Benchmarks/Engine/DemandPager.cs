namespace HmmGen.Benchmarks.Engine;

/// <summary>
/// A demand pager as a peer: each access looks its page up, a page that is missing comes alone, and the page leaves that was used least recently. It knows
/// nothing of what is to come, and its faults take no time but that of the copies.
/// </summary>
internal sealed class DemandPager
{
    /// <summary>The bytes of a page.</summary>
    public const int PageBytes = 4096;

    private const int ElementsShift = 10;
    private const int None = -1;

    private readonly int[] _host;
    private readonly int[] _memory;
    private readonly int[] _frameOf;
    private readonly int[] _pageIn;
    private readonly bool[] _isWritten;

    /// <summary>The frames as a ring by use. After its head, the last place, comes the frame used last; before it the one used least recently.</summary>
    private readonly int[] _after;
    private readonly int[] _before;
    private readonly int _head;
    private int _used;

    /// <summary>Makes a pager whose memory is empty.</summary>
    /// <param name="host">The elements, whole pages of them.</param>
    /// <param name="frames">The number of pages that fit.</param>
    public DemandPager(int[] host, int frames)
    {
        _host = host;
        _memory = new int[frames << ElementsShift];
        _frameOf = new int[host.Length >> ElementsShift];
        _pageIn = new int[frames];
        _isWritten = new bool[frames];
        (_after, _before, _head) = (new int[frames + 1], new int[frames + 1], frames);
        _frameOf.AsSpan().Fill(None);
        (_after[_head], _before[_head]) = (_head, _head);
    }

    /// <summary>The number of pages that were missing.</summary>
    public long Faults { get; private set; }

    /// <summary>The number of pages that were copied back.</summary>
    public long WrittenBack { get; private set; }

    /// <summary>Finds an element in the pager's memory.</summary>
    /// <param name="element">The element's number.</param>
    /// <param name="writes">Whether it will be written.</param>
    /// <returns>The element. Another call may take its page away.</returns>
    public ref int At(int element, bool writes)
    {
        int frame = _frameOf[element >> ElementsShift];
        if (frame == None)
        {
            frame = Bring(element >> ElementsShift);
        }
        else
        {
            Unlink(frame);
        }

        (_after[frame], _before[frame]) = (_after[_head], _head);
        _before[_after[_head]] = frame;
        _after[_head] = frame;
        _isWritten[frame] |= writes;
        return ref _memory[(frame << ElementsShift) + (element & ((1 << ElementsShift) - 1))];
    }

    /// <summary>Copies all written pages back.</summary>
    public void Flush()
    {
        for (int frame = 0; frame < _used; frame++)
        {
            WriteBack(frame);
        }
    }

    private int Bring(int page)
    {
        int frame;
        if (_used < _head)
        {
            frame = _used++;
        }
        else
        {
            frame = _before[_head];
            Unlink(frame);
            WriteBack(frame);
            _frameOf[_pageIn[frame]] = None;
        }

        Page(_host, page).CopyTo(Page(_memory, frame));
        (_frameOf[page], _pageIn[frame]) = (frame, page);
        Faults++;
        return frame;
    }

    private void WriteBack(int frame)
    {
        if (_isWritten[frame])
        {
            Page(_memory, frame).CopyTo(Page(_host, _pageIn[frame]));
            _isWritten[frame] = false;
            WrittenBack++;
        }
    }

    private void Unlink(int frame)
    {
        _after[_before[frame]] = _after[frame];
        _before[_after[frame]] = _before[frame];
    }

    private static Span<int> Page(int[] elements, int page) => elements.AsSpan(page << ElementsShift, 1 << ElementsShift);
}
