namespace HmmGen.Corpus;

/// <summary>Graphs in compressed rows; a vertex an item.</summary>
public static partial class Graphs
{
    /// <summary>One step of a breadth-first search: an unvisited vertex looks for a visited neighbour.</summary>
    [HmmKernel]
    public static void BreadthFirstPull(
        int vertex, int level, ReadOnlySpan<int> starts, ReadOnlySpan<int> targets, ReadOnlySpan<int> levels,
        Span<int> next, Span<int> found)
    {
        int own = levels[vertex];
        if (own < 0)
        {
            for (int k = starts[vertex]; k < starts[vertex + 1]; k++)
            {
                if (levels[targets[k]] == level)
                {
                    own = level + 1;
                    Interlocked.Increment(ref found[0]);
                    break;
                }
            }
        }

        next[vertex] = own;
    }

    /// <summary>The same by the frontier's vertices, which mark their neighbours.</summary>
    [HmmKernel]
    public static void BreadthFirstPush(
        int vertex, int level, ReadOnlySpan<int> starts, ReadOnlySpan<int> targets, Span<int> levels, Span<int> found)
    {
        if (Interlocked.CompareExchange(ref levels[vertex], level, level) != level)
            return;
        for (int k = starts[vertex], end = starts[vertex + 1]; k < end; k++)
        {
            if (Interlocked.CompareExchange(ref levels[targets[k]], level + 1, -1) == -1)
                Interlocked.Increment(ref found[0]);
        }
    }

    /// <summary>One iteration of PageRank.</summary>
    [HmmKernel]
    public static void PageRank(
        int vertex, double damping, ReadOnlySpan<int> starts, ReadOnlySpan<int> sources, ReadOnlySpan<int> degrees,
        ReadOnlySpan<double> ranks, Span<double> next)
    {
        double sum = 0;
        foreach (int source in sources[starts[vertex]..starts[vertex + 1]])
            sum += ranks[source] / degrees[source];
        next[vertex] = 1 - damping + damping * sum;
    }

    /// <summary>Counts triangles by merging sorted neighbour lists.</summary>
    [HmmKernel]
    public static void Triangles(int vertex, ReadOnlySpan<int> starts, ReadOnlySpan<int> targets, Span<int> triangles)
    {
        int count = 0;
        for (int k = starts[vertex]; k < starts[vertex + 1]; k++)
        {
            int neighbour = targets[k];
            int a = starts[vertex];
            int b = starts[neighbour];
            while (a < starts[vertex + 1] && b < starts[neighbour + 1])
            {
                int difference = targets[a] - targets[b];
                if (difference == 0)
                    count++;
                if (difference <= 0)
                    a++;
                if (difference >= 0)
                    b++;
            }
        }

        triangles[vertex] = count;
    }
}
