using System.Globalization;
using HmmGen.Base;

namespace HmmGen;

/// <summary>The work items of a launch: a box of indices of 1 to 3 dimensions.</summary>
/// <remarks>
/// Converts from a size or a tuple of sizes, which start at 0; <see cref="Range(ValueTuple{long, long})"/> starts elsewhere. A size that is negative, or more
/// than an int counts, is refused by the launch with an <see cref="ArgumentException"/>.
/// </remarks>
public readonly record struct HmmExtent
{
    private HmmExtent(int rank, (long Start, long End) range0, (long Start, long End) range1, (long Start, long End) range2)
    {
        Rank = rank;
        Box = new WorkBox(range0.Start, range0.End, range1.Start, range1.End, range2.Start, range2.End);
    }

    /// <summary>The number of dimensions; 0 for <c>default</c>, which no kernel accepts.</summary>
    public int Rank { get; }

    /// <summary>Is told how far the launch over this extent has come; null for nobody.</summary>
    /// <remarks>
    /// Set it with <c>extent with { Progress = … }</c>. Reports come in order from the threads that run the launch, at most 20 a second,
    /// and a last one when all is done; none follows a failure or a cancellation. What the target throws ends the launch. It may not wait for
    /// another launch: the one that reports holds what that may need. <see cref="Progress{T}"/> reports elsewhere and may do anything.
    /// </remarks>
    public IProgress<HmmProgress>? Progress { get; init; }

    /// <summary>Collects what the launch over this extent does; null for nobody. Set it with <c>extent with { Measurement = … }</c>.</summary>
    public HmmMeasurement? Measurement { get; init; }

    /// <summary>The indices.</summary>
    internal WorkBox Box { get; }

    /// <summary>The first index of a dimension.</summary>
    /// <param name="dimension">The dimension, 0 for the outermost; those that the extent lacks have the one index 0.</param>
    /// <returns>The index.</returns>
    public long First(int dimension) => Box.First(dimension);

    /// <summary>One past the last index of a dimension.</summary>
    /// <param name="dimension">The dimension, 0 for the outermost; those that the extent lacks have the one index 0.</param>
    /// <returns>The index.</returns>
    public long End(int dimension) => Box.End(dimension);

    /// <summary>Whether there are no work items.</summary>
    public bool IsEmpty => Box.IsEmpty;

    /// <summary>The indices from 0 to a size.</summary>
    /// <param name="size">The size.</param>
    public static implicit operator HmmExtent(int size) => new(1, (0, size), (0, 1), (0, 1));

    /// <inheritdoc cref="op_Implicit(int)"/>
    public static implicit operator HmmExtent(long size) => new(1, (0, size), (0, 1), (0, 1));

    /// <summary>The indices from 0 to a size in two dimensions, outermost first.</summary>
    /// <param name="sizes">The sizes.</param>
    public static implicit operator HmmExtent((int Size0, int Size1) sizes) => new(2, (0, sizes.Size0), (0, sizes.Size1), (0, 1));

    /// <inheritdoc cref="op_Implicit(ValueTuple{int, int})"/>
    public static implicit operator HmmExtent((long Size0, long Size1) sizes) => new(2, (0, sizes.Size0), (0, sizes.Size1), (0, 1));

    /// <summary>The indices from 0 to a size in three dimensions, outermost first.</summary>
    /// <param name="sizes">The sizes.</param>
    public static implicit operator HmmExtent((int Size0, int Size1, int Size2) sizes) => new(3, (0, sizes.Size0), (0, sizes.Size1), (0, sizes.Size2));

    /// <inheritdoc cref="op_Implicit(ValueTuple{int, int, int})"/>
    public static implicit operator HmmExtent((long Size0, long Size1, long Size2) sizes) => new(3, (0, sizes.Size0), (0, sizes.Size1), (0, sizes.Size2));

    /// <summary>A sub-range of one dimension.</summary>
    /// <param name="start">The first index.</param>
    /// <param name="end">One past the last index.</param>
    /// <returns>The extent.</returns>
    public static HmmExtent Range(long start, long end) => Checked(new HmmExtent(1, (start, end), (0, 1), (0, 1)));

    /// <inheritdoc cref="Range(long, long)"/>
    /// <param name="range">The first index and one past the last.</param>
    public static HmmExtent Range((long Start, long End) range) => Checked(new HmmExtent(1, range, (0, 1), (0, 1)));

    /// <summary>A sub-range of two dimensions.</summary>
    /// <param name="range0">The outermost indices: the first and one past the last.</param>
    /// <param name="range1">The second indices.</param>
    /// <returns>The extent.</returns>
    public static HmmExtent Range((long Start, long End) range0, (long Start, long End) range1) => Checked(new HmmExtent(2, range0, range1, (0, 1)));

    /// <summary>A sub-range of three dimensions.</summary>
    /// <param name="range0">The outermost indices: the first and one past the last.</param>
    /// <param name="range1">The second indices.</param>
    /// <param name="range2">The third indices.</param>
    /// <returns>The extent.</returns>
    public static HmmExtent Range((long Start, long End) range0, (long Start, long End) range1, (long Start, long End) range2) => Checked(new HmmExtent(3, range0, range1, range2));

    /// <inheritdoc/>
    public override string ToString()
    {
        HmmExtent self = this;
        return "(" + string.Join(", ", Enumerable.Range(0, Rank).Select(
            dimension => string.Create(CultureInfo.InvariantCulture, $"{self.First(dimension)}..{self.End(dimension)}"))) + ")";
    }

    /// <summary>What is wrong with the ranges; null for nothing. A size that is converted is looked at only when it is launched, since conversions do not throw.</summary>
    internal string? Fault
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

    private static HmmExtent Checked(HmmExtent extent) => extent.Fault is { } fault ? throw new ArgumentException(fault) : extent;
}
