namespace HmmGen.Benchmarks.Engine;

/// <summary>Kernels of which every page comes by chance: what demand paging is made for.</summary>
internal static partial class PagerKernels
{
    /// <summary>Adds to an element that an index names.</summary>
    [HmmKernel]
    public static void Update(int i, ReadOnlySpan<int> places, Span<int> table) => Interlocked.Add(ref table[places[i]], i);

    /// <summary>Follows a chain of elements, each of which names the next one.</summary>
    [HmmKernel]
    public static void Chase(int i, int steps, ReadOnlySpan<int> starts, ReadOnlySpan<int> next, Span<int> ends)
    {
        int at = starts[i];
        for (int step = 0; step < steps; step++)
        {
            at = next[at];
        }

        ends[i] = at;
    }
}
