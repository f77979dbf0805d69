using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// The work items of a part of a row that run without their tests at its ends, counted from the first item of the part. Numbers are given as the first item has
/// them, with what they grow by from one item to the next; computed with 64 bits, none of them wraps.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LaneRange
{
    private LaneRange(int first, int end) => (First, End) = (first, end);

    /// <summary>The first item.</summary>
    public int First { get; }

    /// <summary>One past the last item, not before the first one.</summary>
    public int End { get; }

    /// <summary>All items.</summary>
    /// <param name="count">Their number.</param>
    /// <returns>The range.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneRange Of(int count) => new(0, count);

    /// <summary>The items up to which a number does not leave its 32 bits.</summary>
    /// <param name="number">The number.</param>
    /// <param name="step">What it grows by.</param>
    /// <returns>The range.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LaneRange Steady(int number, int step)
        => step >= 0 ? Positive(1L + int.MaxValue - number, -step) : Positive(1L + number - int.MinValue, step);

    /// <summary>The items for which one number is less than another.</summary>
    /// <param name="left">The one.</param>
    /// <param name="leftStep">What it grows by.</param>
    /// <param name="right">The other.</param>
    /// <param name="rightStep">What that grows by.</param>
    /// <returns>The range.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LaneRange Less(int left, int leftStep, int right, int rightStep) => Positive((long)right - left, rightStep - leftStep);

    /// <summary>The items for which one number is not greater than another.</summary>
    /// <inheritdoc cref="Less"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LaneRange LessOrEqual(int left, int leftStep, int right, int rightStep) => Positive((long)right - left + 1, rightStep - leftStep);

    /// <summary>The items for which numbers differ. Of those before and after the one item where they do not, the larger part.</summary>
    /// <inheritdoc cref="Less"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LaneRange NotEqual(int left, int leftStep, int right, int rightStep)
    {
        long apart = (long)right - left;
        int step = rightStep - leftStep;
        if (step == 0)
        {
            return apart != 0 ? this : new(End, End);
        }

        long meeting = -apart / step;
        return meeting * step != -apart || meeting < First || meeting >= End ? this
            : meeting - First >= End - meeting ? new(First, (int)meeting)
            : new((int)meeting + 1, End);
    }

    /// <summary>The items for which an index is one of a span.</summary>
    /// <param name="index">The index.</param>
    /// <param name="step">What it grows by.</param>
    /// <param name="length">The span's length.</param>
    /// <returns>The range.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LaneRange Inside(int index, int step, int length) => Positive(1L + index, step).Positive((long)length - index, -step);

    // Where number + step * item is above zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private LaneRange Positive(long number, int step)
    {
        if (step > 0 && number <= 0)
        {
            return new((int)Math.Min(Math.Max(First, -number / step + 1), End), End);
        }

        if (number <= 0)
        {
            return new(End, End);
        }

        return step < 0 ? new(First, (int)Math.Max(Math.Min(End, (number - 1) / -step + 1), First)) : this;
    }
}
