using System.Globalization;
using HmmGen.Base;

namespace HmmGen;

/// <summary>The work items of a launch: a box of indices in 1 to 3 dimensions.</summary>
/// <remarks>
/// A size or a tuple of sizes converts to an extent that starts at 0. <see cref="Range(ValueTuple{long, long})"/> starts elsewhere. Conversions do not throw:
/// the launch throws an <see cref="ArgumentException"/> when a size is negative or exceeds 2^31. Indices are from 0 to <see cref="int.MaxValue"/>. Values do
/// not change and may be used by any thread.
/// </remarks>
public readonly record struct HmmExtent
{
    private HmmExtent(int rank, (long Start, long End) range0, (long Start, long End) range1, (long Start, long End) range2)
    {
        Rank = rank;
        Box = new WorkBox(range0.Start, range0.End, range1.Start, range1.End, range2.Start, range2.End);
    }

    /// <summary>The number of dimensions, 1 to 3; 0 for <c>default</c>, which no kernel accepts.</summary>
    public int Rank { get; }

    /// <summary>The receiver of progress reports of the launch; null for no reports.</summary>
    /// <remarks>
    /// Set the receiver with <c>extent with { Progress = … }</c>. The threads that run the launch report in order, at most once in 50 ms, and once more when
    /// the launch has finished. No report follows a failure or a cancellation. An exception of the receiver ends the launch as a cancellation does: each work
    /// item has then run to its end or has changed nothing, and the launch throws the exception. The reporting thread holds locks, so a call by the receiver
    /// that would wait for a launch throws <see cref="InvalidOperationException"/>. Nor must the receiver wait for other threads that do.
    /// <see cref="Progress{T}"/> calls its handler elsewhere, so that the handler may do anything.
    /// </remarks>
    public IProgress<HmmProgress>? Progress { get; init; }

    /// <summary>The measurement to which the launch adds its statistics; null for none. Set it with <c>extent with { Measurement = … }</c>.</summary>
    public HmmMeasurement? Measurement { get; init; }

    /// <summary>The box of indices.</summary>
    internal WorkBox Box { get; }

    /// <summary>The first index of a dimension.</summary>
    /// <param name="dimension">The dimension, 0 for the outermost. A dimension that the extent lacks has the single index 0.</param>
    /// <returns>The index.</returns>
    public long First(int dimension) => Box.First(dimension);

    /// <summary>The end of a dimension: one past its last index.</summary>
    /// <param name="dimension">The dimension, 0 for the outermost. A dimension that the extent lacks has the single index 0.</param>
    /// <returns>The end.</returns>
    public long End(int dimension) => Box.End(dimension);

    /// <summary>Whether the extent has no work items.</summary>
    public bool IsEmpty => Box.IsEmpty;

    /// <summary>Converts a size to an extent of one dimension, from index 0.</summary>
    /// <param name="size">The number of work items. The launch throws when it is negative or exceeds 2^31.</param>
    public static implicit operator HmmExtent(int size) => new(1, (0, size), (0, 1), (0, 1));

    /// <inheritdoc cref="op_Implicit(int)"/>
    public static implicit operator HmmExtent(long size) => new(1, (0, size), (0, 1), (0, 1));

    /// <summary>Converts two sizes to an extent of two dimensions, from index 0.</summary>
    /// <param name="sizes">The numbers of indices, outermost first. The launch throws when one is negative or exceeds 2^31.</param>
    public static implicit operator HmmExtent((int Size0, int Size1) sizes) => new(2, (0, sizes.Size0), (0, sizes.Size1), (0, 1));

    /// <inheritdoc cref="op_Implicit(ValueTuple{int, int})"/>
    public static implicit operator HmmExtent((long Size0, long Size1) sizes) => new(2, (0, sizes.Size0), (0, sizes.Size1), (0, 1));

    /// <summary>Converts three sizes to an extent of three dimensions, from index 0.</summary>
    /// <param name="sizes">The numbers of indices, outermost first. The launch throws when one is negative or exceeds 2^31.</param>
    public static implicit operator HmmExtent((int Size0, int Size1, int Size2) sizes) => new(3, (0, sizes.Size0), (0, sizes.Size1), (0, sizes.Size2));

    /// <inheritdoc cref="op_Implicit(ValueTuple{int, int, int})"/>
    public static implicit operator HmmExtent((long Size0, long Size1, long Size2) sizes) => new(3, (0, sizes.Size0), (0, sizes.Size1), (0, sizes.Size2));

    /// <summary>Makes an extent of one dimension from a range of indices.</summary>
    /// <param name="start">The first index, at least 0.</param>
    /// <param name="end">One past the last index, at least <paramref name="start"/> and at most 2^31.</param>
    /// <returns>The extent.</returns>
    /// <exception cref="ArgumentException">A start is negative, an end is less than its start, or an end exceeds 2^31.</exception>
    public static HmmExtent Range(long start, long end) => Checked(new HmmExtent(1, (start, end), (0, 1), (0, 1)));

    /// <inheritdoc cref="Range(long, long)"/>
    /// <param name="range">The first index and one past the last.</param>
    public static HmmExtent Range((long Start, long End) range) => Checked(new HmmExtent(1, range, (0, 1), (0, 1)));

    /// <summary>Makes an extent of two dimensions from ranges of indices.</summary>
    /// <param name="range0">The outermost indices: the first, at least 0, and one past the last, at most 2^31.</param>
    /// <param name="range1">The innermost indices: the first, at least 0, and one past the last, at most 2^31.</param>
    /// <returns>The extent.</returns>
    /// <exception cref="ArgumentException">A start is negative, an end is less than its start, or an end exceeds 2^31.</exception>
    public static HmmExtent Range((long Start, long End) range0, (long Start, long End) range1) => Checked(new HmmExtent(2, range0, range1, (0, 1)));

    /// <summary>Makes an extent of three dimensions from ranges of indices.</summary>
    /// <param name="range0">The outermost indices: the first, at least 0, and one past the last, at most 2^31.</param>
    /// <param name="range1">The middle indices: the first, at least 0, and one past the last, at most 2^31.</param>
    /// <param name="range2">The innermost indices: the first, at least 0, and one past the last, at most 2^31.</param>
    /// <returns>The extent.</returns>
    /// <exception cref="ArgumentException">A start is negative, an end is less than its start, or an end exceeds 2^31.</exception>
    public static HmmExtent Range((long Start, long End) range0, (long Start, long End) range1, (long Start, long End) range2) => Checked(new HmmExtent(3, range0, range1, range2));

    /// <summary>Gives the ranges of indices as text.</summary>
    /// <returns>For example <c>(0..10, 5..20)</c>.</returns>
    public override string ToString()
    {
        HmmExtent self = this;
        return "(" + string.Join(", ", Enumerable.Range(0, Rank).Select(
            dimension => string.Create(CultureInfo.InvariantCulture, $"{self.First(dimension)}..{self.End(dimension)}"))) + ")";
    }

    /// <summary>The error in the ranges; null when they are valid. The launch checks sizes, since conversions do not throw.</summary>
    internal string? Error
    {
        get
        {
            for (int dimension = 0; dimension < Rank; dimension++)
            {
                if (FaultOf((First(dimension), End(dimension))) is { } fault)
                {
                    return fault;
                }
            }

            return null;
        }
    }

    private static string? FaultOf((long Start, long End) range)
        => range.Start < 0 || range.End < range.Start
            ? string.Create(CultureInfo.InvariantCulture, $"Index range {range.Start}..{range.End} is invalid: give 0 <= start <= end.")
            : range.End > 1L << 31
                ? string.Create(CultureInfo.InvariantCulture, $"Index range {range.Start}..{range.End} exceeds Int32: the last index may be {int.MaxValue}.")
                : null;

    private static HmmExtent Checked(HmmExtent extent) => extent.Error is { } error ? throw new ArgumentException(error) : extent;
}
