using System.ComponentModel;

namespace HmmGen.Kernels;

/// <summary>
/// The negative values in place of an address when an access cannot go on: <c>~page</c> for a page of the region that is
/// not resident (or not writable), and the constants below, far beneath any page, for errors.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ErrorCode
{
    /// <summary>The element index is outside the span.</summary>
    public const long OutOfRange = long.MinValue;

    /// <summary>An integer was divided by zero.</summary>
    public const long DivideByZero = long.MinValue + 1;

    /// <summary>Arithmetic overflowed in a checked context, or the smallest integer was divided by -1.</summary>
    public const long Overflow = long.MinValue + 2;

    /// <summary>A switch expression had no arm for its value.</summary>
    public const long SwitchUnmatched = long.MinValue + 3;

    /// <summary>A slice reaches outside the span it is taken from.</summary>
    public const long SliceOutOfRange = long.MinValue + 4;

    /// <summary>A clamp's minimum is greater than its maximum.</summary>
    public const long EmptyRange = long.MinValue + 5;

    /// <summary>The kernel asked for the sign of NaN.</summary>
    public const long NotANumber = long.MinValue + 6;

    /// <summary>The kernel threw; the element is the number of the exception in <see cref="KernelDescriptor.Exceptions"/>.</summary>
    public const long Thrown = long.MinValue + 7;

    /// <summary>Codes at or below this are errors; negative codes above it are missing pages.</summary>
    internal const long LastError = long.MinValue + 15;

    /// <summary>The code of a missing page.</summary>
    /// <param name="page">The page's number in its region.</param>
    /// <returns>The code.</returns>
    internal static long Missing(long page) => ~page;

    /// <summary>The page of a code that is not an error.</summary>
    /// <param name="code">A code that <see cref="Missing"/> gave.</param>
    /// <returns>The page's number in its region.</returns>
    internal static long Page(long code) => ~code;
}
