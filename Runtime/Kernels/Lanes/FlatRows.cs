using System.ComponentModel;

namespace HmmGen.Kernels.Lanes;

/// <summary>The rows whose items the last index of a launch counts one after another.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FlatRows
{
    private FlatRows(long length, long limit) => (Length, Limit) = (length, limit);

    /// <summary>The length of a row; 0 where there are none.</summary>
    internal long Length { get; }

    /// <summary>The index below which items have work.</summary>
    internal long Limit { get; }

    /// <summary>Rows of a length.</summary>
    /// <param name="length">The length.</param>
    /// <returns>The rows; none where they would be shorter than a group of lanes, or longer than an index.</returns>
    public static FlatRows Of(long length) => new(length is >= LaneMath.Count and <= int.MaxValue ? length : 0, long.MaxValue);

    /// <summary>A product that generated code takes for an <see langword="int"/> with positive factors.</summary>
    /// <param name="left">The one factor.</param>
    /// <param name="right">The other one.</param>
    /// <returns>The product; 0 where it is none.</returns>
    public static long Product(long left, long right)
        => left is >= 1 and <= int.MaxValue && right is >= 1 and <= int.MaxValue && left * right <= int.MaxValue ? left * right : 0;

    /// <summary>The same rows, where indices are divided by another number, too.</summary>
    /// <param name="divisor">The number.</param>
    /// <returns>The rows; none where it is not a positive <see langword="int"/>.</returns>
    public FlatRows With(long divisor) => divisor is >= 1 and <= int.MaxValue ? this : default;

    /// <summary>The same rows, where only items below a limit have work.</summary>
    /// <param name="limit">The limit.</param>
    /// <returns>The rows.</returns>
    public FlatRows Below(long limit) => new(Length, Math.Min(Limit, limit));

    /// <summary>The same rows, where only the first ones have work.</summary>
    /// <param name="rows">Their number.</param>
    /// <returns>The rows.</returns>
    public FlatRows BelowRow(long rows) => Below(rows is > 0 and <= int.MaxValue ? rows * Length : rows > 0 ? long.MaxValue : 0);
}
