using System.ComponentModel;
using HmmGen.Base;

namespace HmmGen.Kernels;

/// <summary>
/// The data that every work item of one wave shares: which items run, and where in control memory their records are. All
/// offsets are bytes in control memory.
/// </summary>
/// <remarks>
/// A launch is cut into chunks. A chunk is a box of the index space; its items are numbered row by row from 0, and this number is the
/// item's <em>slot</em>. A wave runs either every slot of a chunk from its beginning or a list of parked slots.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Wave
{
    /// <summary>The number of work items in this wave.</summary>
    public long Count;

    /// <summary>The offset of the list of slots to run (one <see cref="int"/> each); -1 when slots 0 to <see cref="Count"/> - 1 run.</summary>
    public long Active;

    /// <summary>1 when parked items go on where they stopped, 0 when items start.</summary>
    public int Resuming;

    /// <summary>
    /// Always 0, but no device compiler knows that. Generated code hides divisors behind it from ILGPU: ILGPU turns a division by a visible
    /// power of two into an arithmetic shift, which rounds negative numbers the wrong way.
    /// </summary>
    public int Zero;

    /// <summary>The number of records that <see cref="Records"/> has room for.</summary>
    public int RecordCapacity;

    /// <summary>The offset of the <see cref="int"/> that counts the records of this wave.</summary>
    public long RecordCount;

    /// <summary>The offset of the array of <see cref="ItemRecord"/>.</summary>
    public long Records;

    /// <summary>The offset of the saved work items, one state of the kernel's own type for each slot.</summary>
    public long States;

    /// <summary>The offset of one <see cref="int"/> for each slot, for memory that steps (<see cref="SteppedMemory{TStore}"/>).</summary>
    public long Steps;

    /// <summary>The offset of the small local arrays, the kernel's scratch size for each slot.</summary>
    public long Scratch;

    /// <summary>
    /// For scouts: the offset that the marks of a page would have whose page-table entry lies at offset 0. An entry has four bytes and marks have two, so the marks
    /// of the page with the entry at offset e lie at this offset plus e / 2.
    /// </summary>
    public long Marks;

    /// <summary>For scouts that run once for all items that differ in the last index only: the number of these items.</summary>
    public long Row;

    /// <summary>The chunk's first index in the outermost dimension.</summary>
    public long First0;

    /// <summary>The chunk's first index in the second dimension.</summary>
    public long First1;

    /// <summary>The chunk's first index in the third dimension.</summary>
    public long First2;

    /// <summary>The chunk's size in the second dimension; 1 when there is none.</summary>
    public long Size1;

    /// <summary>The chunk's size in the third dimension; 1 when there is none.</summary>
    public long Size2;

    /// <summary>The wave that runs every item of a box; what lies in control memory is left 0.</summary>
    /// <param name="box">The box.</param>
    /// <returns>The wave.</returns>
    internal static Wave Of(WorkBox box) => new()
    {
        Count = box.Count,
        Active = -1,
        First0 = box.First0,
        First1 = box.First1,
        First2 = box.First2,
        Size1 = box.Size(1),
        Size2 = box.Size(2),
    };

    /// <summary>The wave that runs the first item of each row of a box; what lies in control memory is left 0.</summary>
    /// <param name="box">The box.</param>
    /// <param name="rank">The number of dimensions, at least 2.</param>
    /// <returns>The wave.</returns>
    internal static Wave OfRows(WorkBox box, int rank)
    {
        Wave wave = Of(rank == 2 ? box with { End1 = box.First1 + 1 } : box with { End2 = box.First2 + 1 });
        wave.Row = box.Size(rank - 1);
        return wave;
    }

    /// <summary>The same items, with their last two dimensions as one.</summary>
    /// <param name="rank">The number of dimensions, 2 or 3. The first index of the last one is 0.</param>
    /// <returns>The wave with one dimension less.</returns>
    public readonly Wave Joined(int rank)
    {
        Wave joined = this;
        if (rank == 2)
        {
            (joined.First0, joined.Size1) = (First0 * Size1, 1);
        }
        else
        {
            (joined.First1, joined.Size1, joined.Size2) = (First1 * Size2, Size1 * Size2, 1);
        }

        return joined;
    }

    /// <summary>The indices of a work item.</summary>
    /// <param name="rank">The number of dimensions.</param>
    /// <param name="slot">The item's slot.</param>
    /// <returns>The indices, outermost first.</returns>
    internal readonly long[] Item(int rank, long slot) => new[] { Index0(slot), Index1(slot), Index2(slot) }[..rank];

    /// <summary>The outermost index of a slot.</summary>
    /// <param name="slot">The work item's slot.</param>
    /// <returns>The index.</returns>
    public readonly long Index0(long slot) => First0 + slot / (Size1 * Size2);

    /// <summary>The second index of a slot.</summary>
    /// <param name="slot">The work item's slot.</param>
    /// <returns>The index.</returns>
    public readonly long Index1(long slot) => First1 + slot / Size2 % Size1;

    /// <summary>The third index of a slot.</summary>
    /// <param name="slot">The work item's slot.</param>
    /// <returns>The index.</returns>
    public readonly long Index2(long slot) => First2 + slot % Size2;

    /// <summary>The index of a slot of a rank-1 launch; saves the divisions.</summary>
    /// <param name="slot">The work item's slot.</param>
    /// <returns>The index.</returns>
    public readonly long Index(long slot) => First0 + slot;
}
