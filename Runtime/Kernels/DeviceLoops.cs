using System.ComponentModel;

namespace HmmGen.Kernels;

/// <summary>What device code asks before a counted loop, so that the loop need not check its indices.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DeviceLoops
{
    /// <summary>The last value of a loop's variable that goes in steps from a first value and does not go beyond another.</summary>
    /// <param name="first">The first value, not beyond <paramref name="end"/>.</param>
    /// <param name="end">The value beyond which it does not go.</param>
    /// <param name="step">The step; not 0.</param>
    /// <returns>The value.</returns>
    public static int LastStep(int first, int end, int step)
    {
        // No remainder of a negative number: device compilers have ideas of their own about it.
        long distance = step > 0 ? (long)end - first : (long)first - end;
        int left = (int)(distance % (step > 0 ? step : -step));
        return step > 0 ? end - left : end + left;
    }

    /// <summary>Whether an index that grows in equal steps is in bounds in all iterations of a loop: it is at both ends.</summary>
    /// <param name="first">The first value of the loop's variable.</param>
    /// <param name="last">The last value of the loop's variable.</param>
    /// <param name="factor">What the index grows by where the variable grows by 1.</param>
    /// <param name="rest">The index where the variable is 0; it may have wrapped.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>True when it is. Then the index, computed in <see cref="int"/>, has not wrapped either.</returns>
    public static bool StaysInside(int first, int last, int factor, int rest, int length)
    {
        long one = (long)factor * first + rest;
        long other = (long)factor * last + rest;
        return one >= 0 && one < length && other >= 0 && other < length;
    }
}
