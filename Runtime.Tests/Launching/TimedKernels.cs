namespace HmmGen.Tests.Launching;

/// <summary>Kernels that take time and tell whether each work item has run whole.</summary>
internal static partial class TimedKernels
{
    /// <summary>Stores, computes for a while, and stores elsewhere.</summary>
    [HmmKernel]
    public static void Work(int i, int turns, Span<int> before, Span<int> after)
    {
        before[i] = i + 1;
        uint state = (uint)i;
        for (int turn = 0; turn < turns; turn++)
        {
            state = state * 1664525 + 1013904223;
        }

        after[i] = (int)(state | 1);
    }

    /// <summary>Computes for as long as the data say, sets a flag, and divides.</summary>
    [HmmKernel]
    public static void WorkAndDivide(int i, ReadOnlySpan<int> turns, ReadOnlySpan<int> divisors, Span<int> done)
    {
        uint state = (uint)i;
        for (int turn = 0; turn < turns[i]; turn++)
        {
            state = state * 1664525 + 1013904223;
        }

        done[i] = state == 0 ? 2 : 1;
        done[i] /= divisors[i];
    }

    /// <summary>Follows links through data, and stores at last.</summary>
    [HmmKernel]
    public static void Chase(int i, int steps, ReadOnlySpan<int> next, Span<int> ends)
    {
        int at = i;
        for (int step = 0; step < steps; step++)
        {
            at = next[at];
        }

        ends[i] = at;
    }
}
