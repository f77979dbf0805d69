using System.Globalization;

namespace HmmGen;

/// <summary>A range of elements of an <see cref="HmmArray{T}"/>: like <see cref="Range"/>, but with 64-bit indices.</summary>
/// <param name="Start">The first element. It counts from the array's end when it comes from a <see cref="Range"/> with <c>^</c>.</param>
/// <param name="End">One past the last element. It counts from the array's end when it comes from a <see cref="Range"/> with <c>^</c>.</param>
/// <remarks>Values do not change and may be used by any thread. A range is checked when a call uses it with an array.</remarks>
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

    /// <summary>The range of all elements.</summary>
    public static HmmRange All { get; } = new(Range.All);

    /// <summary>Converts a <see cref="Range"/>, such as <c>2..5</c> or <c>..^1</c>.</summary>
    /// <param name="range">The range.</param>
    public static implicit operator HmmRange(Range range) => new(range);

    /// <summary>Converts a start and an end.</summary>
    /// <param name="range">The first element, and one past the last element.</param>
    public static implicit operator HmmRange((long Start, long End) range) => new(range.Start, range.End);

    /// <summary>Gives the range as text.</summary>
    /// <returns>For example <c>3..^1</c>.</returns>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{(_startFromEnd ? "^" : "")}{Start}..{(_endFromEnd ? "^" : "")}{End}");

    /// <summary>Finds the range in an array.</summary>
    /// <param name="length">The number of elements of the array.</param>
    /// <param name="parameter">The name of the user's parameter, for the exception.</param>
    /// <returns>The first element and the number of elements, both counted in elements.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the array.</exception>
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
