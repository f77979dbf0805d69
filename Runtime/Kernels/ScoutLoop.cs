using System.ComponentModel;

namespace HmmGen.Kernels;

/// <summary>What scouts ask about counted loops.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ScoutLoop
{
    /// <summary>The number of iterations of a loop that counts an <see cref="int"/> up.</summary>
    /// <param name="from">The variable before the loop.</param>
    /// <param name="limit">The limit, which the variable does not reach.</param>
    /// <param name="step">What each iteration adds; positive.</param>
    /// <returns>The number; -1 when the variable could wrap around before it reaches the limit.</returns>
    public static long Turns(int from, long limit, int step)
    {
        long distance = limit - from;
        return distance <= 0 ? 0
            : limit - 1 > int.MaxValue - step ? -1
            : (distance + step - 1) / step;
    }
}
