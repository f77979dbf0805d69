using System.Globalization;

namespace HmmGen;

/// <summary>A range of elements of an <see cref="HmmArray{T}"/>: like <see cref="Range"/>, with room for long lengths.</summary>
/// <param name="Start">The first element.</param>
/// <param name="End">One past the last element; counted from the array's end when it or <paramref name="Start"/> comes from a <see cref="Range"/> with <c>^</c>.</param>
public readonly record struct HmmRange(long Start, long End)
{
    private readonly bool _startFromEnd;
    private readonly bool _endFromEnd;

    private HmmRange(Range range)
        : this(range.Start.Value, range.End.Value)
    {
        _startFromEnd = range.Start.IsFromEnd;
        _endFromEnd = range.End.IsFromEnd;
    }

    /// <summary>Everything.</summary>
    public static HmmRange All { get; } = new(Range.All);

    /// <summary>Converts from <c>2..5</c>, <c>..^1</c> and the like.</summary>
    /// <param name="range">The range.</param>
    public static implicit operator HmmRange(Range range) => new(range);

    /// <summary>Converts from a start and an end.</summary>
    /// <param name="range">The first element and one past the last.</param>
    public static implicit operator HmmRange((long Start, long End) range) => new(range.Start, range.End);

    /// <summary>The range in an array.</summary>
    /// <param name="length">The array's length.</param>
    /// <returns>The first element and the number of elements.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the array.</exception>
    public (long Start, long Length) Resolve(long length) => Resolve(length, nameof(length));

    /// <inheritdoc/>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{(_startFromEnd ? "^" : "")}{Start}..{(_endFromEnd ? "^" : "")}{End}");

    /// <summary>The range in an array.</summary>
    /// <param name="length">The array's length.</param>
    /// <param name="parameter">What the user calls the range.</param>
    /// <returns>The first element and the number of elements.</returns>
    internal (long Start, long Length) Resolve(long length, string parameter)
    {
        long start = _startFromEnd ? length - Start : Start;
        long end = _endFromEnd ? length - End : End;
        return start < 0 || end < start || end > length
            ? throw new ArgumentOutOfRangeException(
                parameter,
                string.Create(CultureInfo.InvariantCulture, $"Element range {start}..{end} is not within 0..{length}: give 0 <= start <= end <= {length}."))
            : (start, end - start);
    }
}
