using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <summary>The indices of a work item.</summary>
/// <remarks>
/// Whoever starts a work item gives it its indices. Where items run in order they are counted, and a device's grid has them. Both are cheaper than to divide
/// the slot, and a division hides from compilers that neighbours touch neighbouring elements.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct ItemIndices
{
    /// <summary>The outermost index.</summary>
    public long At0;

    /// <summary>The second index, if there is one.</summary>
    public long At1;

    /// <summary>The third index, if there is one.</summary>
    public long At2;

    /// <summary>The indices of a slot.</summary>
    /// <param name="rank">The number of dimensions; a constant, so that no division is left where there is one.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="slot">The slot.</param>
    /// <returns>The indices.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ItemIndices Of(int rank, Wave wave, long slot) => new()
    {
        At0 = rank == 1 ? wave.First0 + slot : wave.First0 + slot / (wave.Size1 * wave.Size2),
        At1 = rank == 1 ? 0 : wave.First1 + slot / wave.Size2 % wave.Size1,
        At2 = rank < 3 ? 0 : wave.First2 + slot % wave.Size2,
    };

    /// <summary>How many items are left in a row of the last dimension.</summary>
    /// <param name="rank">The number of dimensions; a constant.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="item">The indices of a slot.</param>
    /// <returns>The number, this item included.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long LeftInRow(int rank, Wave wave, ItemIndices item) => rank switch
    {
        1 => wave.First0 + wave.Count - item.At0,
        2 => wave.First1 + wave.Size1 - item.At1,
        _ => wave.First2 + wave.Size2 - item.At2,
    };

    /// <summary>Some steps in the last dimension.</summary>
    /// <param name="rank">The number of dimensions; a constant.</param>
    /// <param name="item">The indices of a slot.</param>
    /// <param name="steps">The number of steps, at most <see cref="LeftInRow"/>.</param>
    /// <returns>Those of a slot in the same row, or one past the end of the row.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ItemIndices After(int rank, ItemIndices item, long steps)
    {
        switch (rank)
        {
            case 1:
                item.At0 += steps;
                break;
            case 2:
                item.At1 += steps;
                break;
            default:
                item.At2 += steps;
                break;
        }

        return item;
    }

    /// <summary>Goes from the end of a row to the beginning of the next.</summary>
    /// <param name="rank">The number of dimensions; a constant.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="item">What <see cref="After"/> gives.</param>
    /// <returns>The indices of a slot.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ItemIndices Carry(int rank, Wave wave, ItemIndices item)
    {
        if (rank == 3 && item.At2 == wave.First2 + wave.Size2)
        {
            item.At2 = wave.First2;
            item.At1++;
        }

        if (rank > 1 && item.At1 == wave.First1 + wave.Size1)
        {
            item.At1 = wave.First1;
            item.At0++;
        }

        return item;
    }
}
