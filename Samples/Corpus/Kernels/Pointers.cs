namespace HmmGen.Corpus;

/// <summary>Each address depends on the element read before.</summary>
public static partial class Pointers
{
    /// <summary>Sums a linked list.</summary>
    [HmmKernel]
    public static void ListSum(int i, ReadOnlySpan<int> heads, ReadOnlySpan<int> next, ReadOnlySpan<int> values, Span<long> sums)
    {
        long sum = 0;
        for (int node = heads[i]; node >= 0; node = next[node])
            sum += values[node];
        sums[i] = sum;
    }

    /// <summary>Follows a permutation a fixed number of steps.</summary>
    [HmmKernel]
    public static void Chase(int i, int steps, ReadOnlySpan<int> next, Span<int> ends)
    {
        int place = i;
        while (steps-- > 0)
            place = next[place];
        ends[i] = place;
    }

    /// <summary>Where a key is in sorted keys, or the complement of where it would be.</summary>
    [HmmKernel]
    public static void BinarySearch(int i, ReadOnlySpan<double> keys, ReadOnlySpan<double> queries, Span<int> places)
    {
        double query = queries[i];
        int low = 0;
        int high = keys.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            double key = keys[middle];
            if (key == query)
            {
                places[i] = middle;
                return;
            }

            if (key < query)
                low = middle + 1;
            else
                high = middle - 1;
        }

        places[i] = ~low;
    }

    /// <summary>Finds the roots of a forest of parents.</summary>
    [HmmKernel]
    public static void Roots(int i, ReadOnlySpan<uint> parents, Span<uint> roots)
    {
        uint node = (uint)i;
        while (parents[(int)node] != node)
            node = parents[(int)node];
        roots[i] = node;
    }

    /// <summary>Walks a decision tree of struct nodes.</summary>
    [HmmKernel]
    public static void DecisionTree(int i, int features, ReadOnlySpan<TreeNode> tree, ReadOnlySpan<float> samples, Span<float> answers)
    {
        TreeNode node = tree[0];
        while (node.Feature >= 0)
            node = tree[samples[i * features + node.Feature] < node.Threshold ? node.Left : node.Right];
        answers[i] = node.Threshold;
    }
}
