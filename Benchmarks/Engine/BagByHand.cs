// Safety: the frames are a block of native memory that lives until Dispose. Offsets in it are whole pages below its length.
using System.Runtime.InteropServices;

namespace HmmGen.Benchmarks.Engine;

/// <summary>
/// The embedding bag with a cache of pages as one writes it by hand: an array says where each page is, a clock chooses what leaves, and what is missing is
/// copied. Nobody may write the table meanwhile. It is the least that bags over a part of a table can cost in a process.
/// </summary>
internal sealed unsafe class BagByHand : IDisposable
{
    private const int PageBytes = 4096;
    private const int RowBytes = IndexedKernels.Width * sizeof(float);

    private readonly float[] _table;
    private readonly int[] _frameOf;
    private readonly int[] _pageIn;
    private readonly int[] _usedIn;
    private readonly int[] _bases = new int[IndexedData.Bags * IndexedData.Lookups];
    private readonly List<int> _missing = [];
    private readonly float[] _pooled = new float[IndexedData.Bags * IndexedKernels.Width];
    private readonly byte* _frames;
    private int _hand;
    private int _batch;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="table">The table.</param>
    /// <param name="frames">The number of pages that the cache holds.</param>
    public BagByHand(float[] table, int frames)
    {
        _table = table;
        _frameOf = new int[(table.Length * sizeof(float) + PageBytes - 1) / PageBytes];
        _pageIn = new int[frames];
        _usedIn = new int[frames];
        _frames = (byte*)NativeMemory.AllocZeroed((nuint)frames, PageBytes);
        Array.Fill(_frameOf, -1);
        Array.Fill(_pageIn, -1);
    }

    /// <summary>The number of pages that were copied.</summary>
    public long Copied { get; private set; }

    /// <summary>The sums.</summary>
    public ReadOnlySpan<float> Pooled => _pooled;

    /// <summary>Sums the bags.</summary>
    /// <param name="rows">The rows of all bags.</param>
    public void Run(ReadOnlySpan<int> rows)
    {
        _batch++;
        _missing.Clear();
        for (int i = 0; i < rows.Length; i++)
        {
            int page = (int)((long)rows[i] * RowBytes / PageBytes);
            if (_frameOf[page] >= 0)
            {
                _usedIn[_frameOf[page]] = _batch;
            }
            else if (_frameOf[page] == -1)
            {
                _frameOf[page] = -2;
                _missing.Add(page);
            }
        }

        fixed (float* table = _table)
        {
            foreach (int page in _missing)
            {
                int frame = Victim();
                _frameOf[page] = frame;
                _pageIn[frame] = page;
                _usedIn[frame] = _batch;
                long from = (long)page * PageBytes;
                new ReadOnlySpan<byte>((byte*)table + from, (int)Math.Min(PageBytes, (long)_table.Length * sizeof(float) - from))
                    .CopyTo(new Span<byte>(_frames + (long)frame * PageBytes, PageBytes));
            }
        }

        Copied += _missing.Count;
        for (int i = 0; i < rows.Length; i++)
        {
            long at = (long)rows[i] * RowBytes;
            _bases[i] = (int)(((long)_frameOf[at / PageBytes] * PageBytes + at % PageBytes) / sizeof(float));
        }

        float* elements = (float*)_frames;
        for (int bag = 0; bag < IndexedData.Bags; bag++)
        {
            for (int column = 0; column < IndexedKernels.Width; column++)
            {
                float sum = 0;
                for (int k = bag * IndexedData.Lookups; k < (bag + 1) * IndexedData.Lookups; k++)
                {
                    sum += elements[_bases[k] + column];
                }

                _pooled[bag * IndexedKernels.Width + column] = sum;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => NativeMemory.Free(_frames);

    private int Victim()
    {
        // Pages of this batch and the one before survive the hand.
        for (int passed = 0; ; passed++)
        {
            int frame = _hand;
            _hand = (_hand + 1) % _pageIn.Length;
            if (_usedIn[frame] == _batch || (_usedIn[frame] == _batch - 1 && passed < _pageIn.Length))
            {
                continue;
            }

            if (_pageIn[frame] >= 0)
            {
                _frameOf[_pageIn[frame]] = -1;
            }

            return frame;
        }
    }
}
