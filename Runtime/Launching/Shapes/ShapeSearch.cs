using HmmGen.Base;
using HmmGen.Paging;

namespace HmmGen.Launching.Shapes;

/// <summary>
/// Finds the shape of chunks with which a launch that does not fit on the device moves the fewest bytes. Rows of a matrix suit most kernels. A transposed read
/// wants squares, and a product of a row and a column wants strips of both.
/// </summary>
/// <remarks>
/// The plan tells the pages of any box. A shape's cost is estimated from a few chunks in the middle of the launch: what comes and what leaves when one chunk
/// follows another along each dimension, times how often that happens. Pages that two neighbouring chunks share stay, since the second one promises them.
/// A page that is used again after more than one chunk counts as moved, so the estimate is high where the eviction does well.
/// </remarks>
internal sealed class ShapeSearch
{
    /// <summary>What a chunk costs beside its pages, in frames: some 10 µs, in which a simulated device copies that much.</summary>
    private const int ChunkCost = 8;

    /// <summary>What a row of a tile costs beside its pages, in frames.</summary>
    private const double TileLineCost = 1;

    /// <summary>The fewest work items of a chunk. Smaller ones spend their time in launches.</summary>
    private const long SmallestChunk = 256;

    /// <summary>The most runs of pages that are looked at. A launch whose pages are scattered that much is cut into rows.</summary>
    private const long MostRuns = 1 << 18;

    /// <summary>A shape must save that part of the bytes to be taken in place of rows.</summary>
    private const double LeastGain = 0.1;

    private readonly WorkBox _box;
    private readonly int _rank;
    private readonly long _capacity;
    private readonly Func<WorkBox, MirrorPlan[]> _pagesOf;
    private readonly Dictionary<WorkBox, MirrorPlan[]> _known = [];
    private long _runs;

    /// <summary>Begins a search.</summary>
    /// <param name="box">The work items, which do not fit on the device together.</param>
    /// <param name="rank">The number of dimensions; 2 for a tile.</param>
    /// <param name="capacity">The device's frames.</param>
    /// <param name="pagesOf">The pages that a box of work items touches, by region. The plan names them all.</param>
    public ShapeSearch(WorkBox box, int rank, long capacity, Func<WorkBox, MirrorPlan[]> pagesOf)
    {
        _box = box;
        _rank = rank;
        _capacity = capacity;
        _pagesOf = pagesOf;
    }

    /// <summary>Looks for a better shape than rows.</summary>
    /// <param name="box">The work items, which do not fit on the device together.</param>
    /// <param name="rank">The number of dimensions.</param>
    /// <param name="capacity">The device's frames.</param>
    /// <param name="pagesOf">The pages that a box of work items touches, by region. The plan names them all.</param>
    /// <returns>The shape; null when rows are as good or when no shape fits.</returns>
    public static ChunkShape? Find(WorkBox box, int rank, long capacity, Func<WorkBox, MirrorPlan[]> pagesOf)
        => new ShapeSearch(box, rank, capacity, pagesOf).Find();

    private ChunkShape? Find() => Limit(LeastGain) is { } limit ? Best(limit)?.Shape : null;

    /// <summary>The cost below which a shape is better than rows.</summary>
    /// <param name="gain">The part of the bytes that rows move beyond the least, at least, and that a shape saves.</param>
    /// <returns>The limit; null where rows are good.</returns>
    public double? Limit(double gain)
    {
        // Every page comes once at least.
        double least = MirrorPlan.Frames(PagesOf(_box));
        if (Rows() is not { } rows)
        {
            return double.PositiveInfinity;
        }

        double cost = Cost(rows);
        return cost <= least * (1 + gain) ? null : cost * (1 - gain);
    }

    /// <summary>Rows as today's way cuts them: the outermost dimension is halved until a chunk fits. Null when one index of it does not fit.</summary>
    private ChunkShape? Rows()
    {
        for (long size = _box.Size(0); ; size = (size + 1) / 2)
        {
            ChunkShape rows = new(size, _box.Size(1), _box.Size(2), SweepOrder.Rows);
            if (Fits(rows))
            {
                return rows;
            }

            if (size == 1)
            {
                return null;
            }
        }
    }

    /// <summary>Looks for the shape of the lowest cost.</summary>
    /// <param name="limit">What its cost must be below.</param>
    /// <returns>The shape and its cost; null where there is none.</returns>
    public (ChunkShape Shape, double Cost)? Best(double limit)
    {
        (ChunkShape Shape, double Cost)? best = null;
        foreach (ChunkShape shape in Fitting())
        {
            foreach (SweepOrder order in SweepOrder.All(_rank))
            {
                double cost = _runs > MostRuns ? double.PositiveInfinity : Cost(shape with { Order = order });
                if (cost < limit)
                {
                    limit = cost;
                    best = (shape with { Order = order }, cost);
                }
            }
        }

        return best;
    }

    /// <summary>For each size of the other dimensions, the shape that is the longest in the last one and fits.</summary>
    private IEnumerable<ChunkShape> Fitting()
    {
        int last = _rank - 1;
        foreach (long size0 in Sizes(_box.Size(0)))
        {
            foreach (long size1 in _rank == 2 ? [0] : Sizes(_box.Size(1)))
            {
                foreach (long size in Sizes(_box.Size(last)))
                {
                    ChunkShape shape = _rank == 2 ? new(size0, size, 1, SweepOrder.Rows) : new(size0, size1, size, SweepOrder.Rows);
                    if (_runs > MostRuns || Items(shape) < Math.Min(SmallestChunk, _box.Count))
                    {
                        break;
                    }

                    if (Fits(shape))
                    {
                        yield return shape;
                        break;
                    }
                }
            }
        }
    }

    /// <summary>The sizes that are tried: the whole, and two in each octave below it.</summary>
    private static IEnumerable<long> Sizes(long whole)
    {
        yield return whole;
        for (long part = 2; part <= whole; part *= 2)
        {
            yield return (whole + part - 1) / part;
            if (part + part / 2 <= whole && part > 1)
            {
                yield return (whole + part + part / 2 - 1) / (part + part / 2);
            }
        }
    }

    private static double Items(ChunkShape shape) => (double)shape.Size0 * shape.Size1 * shape.Size2;

    /// <summary>Whether a chunk in the middle of the launch fits, and its neighbours. The others seldom touch more, and are halved where they do.</summary>
    /// <remarks>A chunk on a diagonal is no measure for the others: it may read the same rows twice.</remarks>
    private bool Fits(ChunkShape shape)
    {
        long at0 = Middle(shape, 0), at1 = Middle(shape, 1), at2 = Middle(shape, 2);
        return Fits(shape.Chunk(_box, at0, at1, at2))
            && (at0 + 1 == shape.Chunks(_box, 0) || Fits(shape.Chunk(_box, at0 + 1, at1, at2)))
            && (at1 + 1 == shape.Chunks(_box, 1) || Fits(shape.Chunk(_box, at0, at1 + 1, at2)))
            && (at2 + 1 == shape.Chunks(_box, 2) || Fits(shape.Chunk(_box, at0, at1, at2 + 1)));
    }

    private bool Fits(WorkBox chunk) => MirrorPlan.Frames(PagesOf(chunk)) <= _capacity;

    private long Middle(ChunkShape shape, int dimension) => (shape.Chunks(_box, dimension) - 1) / 2;

    /// <summary>The frames that come and leave in a launch, with what its chunks cost beside.</summary>
    private double Cost(ChunkShape shape)
    {
        long inner = shape.Chunks(_box, shape.Order.Inner), middle = shape.Chunks(_box, shape.Order.Middle), outer = shape.Chunks(_box, shape.Order.Outer);
        WorkBox first = At(shape, Middle(shape, shape.Order.Outer), Middle(shape, shape.Order.Middle), Middle(shape, shape.Order.Inner));
        double cost = MirrorPlan.Frames(PagesOf(first)) + Written(PagesOf(first)) + shape.Chunks(_box) * ChunkCost + LineCost(shape);
        if (inner > 1)
        {
            WorkBox next = At(shape, Middle(shape, shape.Order.Outer), Middle(shape, shape.Order.Middle), Middle(shape, shape.Order.Inner) + 1);
            cost += Moved(first, next) * (inner - 1) * middle * outer;
        }

        if (middle > 1)
        {
            long at = Middle(shape, shape.Order.Middle);
            WorkBox end = At(shape, Middle(shape, shape.Order.Outer), at, inner - 1);
            cost += Moved(end, At(shape, Middle(shape, shape.Order.Outer), at + 1, 0)) * (middle - 1) * outer;
        }

        if (outer > 1)
        {
            long at = Middle(shape, shape.Order.Outer);
            cost += Moved(At(shape, at, middle - 1, inner - 1), At(shape, at + 1, 0, 0)) * (outer - 1);
        }

        return cost;
    }

    /// <summary>What the rows of tiles cost, each of which is a wave.</summary>
    private double LineCost(ChunkShape shape) => _box.IsTile && shape.Size1 < _box.Period ? (double)_box.Size(0) * shape.Chunks(_box, 1) * TileLineCost : 0;

    private WorkBox At(ChunkShape shape, long outer, long middle, long inner)
    {
        Span<long> at = stackalloc long[3];
        at[shape.Order.Outer] = outer;
        at[shape.Order.Middle] = middle;
        at[shape.Order.Inner] = inner;
        return shape.Chunk(_box, at[0], at[1], at[2]);
    }

    /// <summary>The frames that come for a chunk, and those that its predecessor wrote and that leave for it.</summary>
    private double Moved(WorkBox before, WorkBox after)
    {
        MirrorPlan[] old = PagesOf(before), wanted = PagesOf(after);
        double frames = 0;
        for (int i = 0; i < wanted.Length; i++)
        {
            long pages = wanted[i].Touched.Except(old[i].Touched).Count + old[i].Written.Except(wanted[i].Touched).Count;
            frames += (double)pages * wanted[i].Mirror.Geometry.Frames;
        }

        return frames;
    }

    private static double Written(MirrorPlan[] plans) => plans.Sum(static plan => (double)plan.Written.Count * plan.Mirror.Geometry.Frames);

    private MirrorPlan[] PagesOf(WorkBox box)
    {
        if (!_known.TryGetValue(box, out MirrorPlan[]? pages))
        {
            pages = _pagesOf(box);
            _known.Add(box, pages);
            foreach (MirrorPlan plan in pages)
            {
                _runs += plan.Touched.Runs.Length + plan.Written.Runs.Length;
            }
        }

        return pages;
    }
}
