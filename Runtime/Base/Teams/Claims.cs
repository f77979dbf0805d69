using System.Runtime.InteropServices;

namespace HmmGen.Base.Teams;

/// <summary>The ranges of a run that nobody has claimed. The word that all threads write has a cache line of its own.</summary>
/// <remarks>
/// The word counts down, so that it alone tells whether a claim holds. A thread that counted up would have to look at the number of ranges afterwards, and might
/// then see that of a later run: it would run a range that another thread has, too.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = 3 * Line)]
internal struct Claims
{
    private const int Line = 128;

    // So far below 0 that late claims never reach it.
    private const long Closed = long.MinValue / 2;

    [FieldOffset(Line)]
    private long _left;

    [FieldOffset(2 * Line)]
    private long _ranges;

    /// <summary>Claims that nobody may make.</summary>
    /// <returns>The claims.</returns>
    public static Claims OfNothing() => new() { _left = Closed };

    /// <summary>The ranges of the run. It changes only while no claim holds.</summary>
    public readonly long Ranges => _ranges;

    /// <summary>Sets the ranges that are to be published.</summary>
    /// <param name="ranges">Their number.</param>
    public void Prepare(long ranges) => _ranges = ranges;

    /// <summary>Lets threads claim the ranges. What they need is set before.</summary>
    public void Publish() => Volatile.Write(ref _left, _ranges);

    /// <summary>Claims the next range.</summary>
    /// <param name="range">Its number, from 0 on.</param>
    /// <returns>False when none is left, or none may be claimed.</returns>
    public bool TryTake(out long range)
    {
        long left = Interlocked.Decrement(ref _left);
        range = left >= 0 ? _ranges - 1 - left : 0;
        return left >= 0;
    }

    /// <summary>Lets nobody claim any more.</summary>
    /// <returns>How many ranges were claimed.</returns>
    public long Close() => _ranges - Math.Max(0, Interlocked.Exchange(ref _left, Closed));
}
