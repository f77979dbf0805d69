using System.ComponentModel;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// Whether work items reach elements of their own: some that follow each other, at a place that grows by a fixed step along each dimension. Dimensions are taken by
/// the sizes of their steps. Each step is longer than all that the ones before it reach, so no two items meet; and all lie within 32 bits, so no index wraps to another.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LaneOrder
{
    private readonly (long Step, long Size) _first, _second, _third;
    private readonly long _width;

    private LaneOrder(long width, (long Step, long Size) first, (long Step, long Size) second, (long Step, long Size) third)
        => (_width, _first, _second, _third) = (width, first, second, third);

    /// <summary>Whether no item reaches an element of another one.</summary>
    public bool IsOwn
    {
        get
        {
            Int128 reach = _width;
            foreach ((long step, long size) in (ReadOnlySpan<(long, long)>)[_first, _second, _third])
            {
                if (size > 1 && step < reach)
                {
                    return false;
                }

                reach += size > 1 ? (Int128)step * (size - 1) : 0;
            }

            return reach <= int.MaxValue;
        }
    }

    /// <summary>A work item alone.</summary>
    /// <param name="width">The number of elements from its first to its last one.</param>
    /// <returns>Its elements.</returns>
    public static LaneOrder Of(long width) => new(width, default, default, default);

    /// <summary>The same along one more dimension, of at most three.</summary>
    /// <param name="step">By how much places grow.</param>
    /// <param name="size">The number of items.</param>
    /// <returns>The elements of all.</returns>
    public LaneOrder And(int step, long size)
    {
        (long, long) added = size > 1 ? (Math.Abs((long)step), size) : default;
        return added.Item1 >= _third.Step ? new(_width, _second, _third, added)
            : added.Item1 >= _second.Step ? new(_width, _second, added, _third)
            : new(_width, added, _second, _third);
    }
}
