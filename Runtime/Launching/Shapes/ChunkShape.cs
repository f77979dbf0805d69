using HmmGen.Base;

namespace HmmGen.Launching.Shapes;

/// <summary>How a box of work items is cut into chunks of one size, and in which order they run.</summary>
/// <param name="Size0">The most indices of dimension 0 in a chunk.</param>
/// <param name="Size1">The most indices of dimension 1 in a chunk.</param>
/// <param name="Size2">The most indices of dimension 2 in a chunk.</param>
/// <param name="Order">The order of the chunks.</param>
internal readonly record struct ChunkShape(long Size0, long Size1, long Size2, SweepOrder Order)
{
    /// <summary>The most indices of a dimension in a chunk.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <returns>The number.</returns>
    public long Size(int dimension) => dimension switch { 0 => Size0, 1 => Size1, _ => Size2 };

    /// <summary>The number of chunks along a dimension.</summary>
    /// <param name="box">The work items.</param>
    /// <param name="dimension">The dimension.</param>
    /// <returns>The number.</returns>
    public long Chunks(WorkBox box, int dimension) => (box.Size(dimension) + Size(dimension) - 1) / Size(dimension);

    /// <summary>The number of chunks.</summary>
    /// <param name="box">The work items.</param>
    /// <returns>The number; large ones as a floating-point number, which never overflows.</returns>
    public double Chunks(WorkBox box) => (double)Chunks(box, 0) * Chunks(box, 1) * Chunks(box, 2);

    /// <summary>One of the chunks.</summary>
    /// <param name="box">The work items.</param>
    /// <param name="at0">Its number along dimension 0.</param>
    /// <param name="at1">Its number along dimension 1.</param>
    /// <param name="at2">Its number along dimension 2.</param>
    /// <returns>The chunk. The last ones of a dimension may be smaller.</returns>
    public WorkBox Chunk(WorkBox box, long at0, long at1, long at2)
    {
        long first0 = box.First0 + at0 * Size0, first1 = box.First1 + at1 * Size1, first2 = box.First2 + at2 * Size2;
        return box with
        {
            First0 = first0,
            End0 = Math.Min(box.End0, first0 + Size0),
            First1 = first1,
            End1 = Math.Min(box.End1, first1 + Size1),
            First2 = first2,
            End2 = Math.Min(box.End2, first2 + Size2),
        };
    }

    /// <summary>All chunks, in the order in which they run.</summary>
    /// <param name="box">The work items.</param>
    /// <returns>The chunks. Each work item is in one of them.</returns>
    public IEnumerable<WorkBox> All(WorkBox box)
    {
        long[] at = new long[3];
        for (at[Order.Outer] = 0; at[Order.Outer] < Chunks(box, Order.Outer); at[Order.Outer]++)
        {
            for (at[Order.Middle] = 0; at[Order.Middle] < Chunks(box, Order.Middle); at[Order.Middle]++)
            {
                for (at[Order.Inner] = 0; at[Order.Inner] < Chunks(box, Order.Inner); at[Order.Inner]++)
                {
                    yield return Chunk(box, at[0], at[1], at[2]);
                }
            }
        }
    }
}
