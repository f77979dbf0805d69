namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="Pointers"/>.</summary>
internal static class PointerCases
{
    private const int Features = 8;

    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("Pointers.ListSum", size => size / 16,
            Lists,
            (i, d) => Pointers.ListSum(i, d.Heads, d.Next, d.Values, d.Sums),
            (device, items, d) => Pointers.ListSum(device, items, d.Heads, d.Next, d.Values, d.Sums)),

        CorpusCase.Of("Pointers.Chase", size => size / 8,
            input => (Steps: 25, Next: input.Permutation(input.Size), Ends: new int[input.Size / 8]),
            (i, d) => Pointers.Chase(i, d.Steps, d.Next, d.Ends),
            (device, items, d) => Pointers.Chase(device, items, d.Steps, d.Next, d.Ends)),

        CorpusCase.Of("Pointers.BinarySearch", size => size / 4,
            Searches,
            (i, d) => Pointers.BinarySearch(i, d.Keys, d.Queries, d.Places),
            (device, items, d) => Pointers.BinarySearch(device, items, d.Keys, d.Queries, d.Places)),

        CorpusCase.Of("Pointers.Roots", size => size,
            input => (Parents: Forest(input), Roots: new uint[input.Size]),
            (i, d) => Pointers.Roots(i, d.Parents, d.Roots),
            (device, items, d) => Pointers.Roots(device, items, d.Parents, d.Roots)),

        CorpusCase.Of("Pointers.DecisionTree", size => size / Features,
            input => (Tree: Tree(input), Samples: input.Floats(input.Size), Answers: new float[input.Size / Features]),
            (i, d) => Pointers.DecisionTree(i, Features, d.Tree, d.Samples, d.Answers),
            (device, items, d) => Pointers.DecisionTree(device, items, Features, d.Tree, d.Samples, d.Answers)),
    ];

    private static (int[] Heads, int[] Next, int[] Values, long[] Sums) Lists(CorpusInput input)
    {
        int lists = input.Size / 16;
        int[] heads = new int[lists];
        Array.Fill(heads, -1);
        int[] next = new int[input.Size];
        int[] owners = input.Ints(input.Size, 0, lists);
        foreach (int node in input.Permutation(input.Size))
        {
            next[node] = heads[owners[node]];
            heads[owners[node]] = node;
        }

        return (heads, next, input.Ints(input.Size), new long[lists]);
    }

    private static (double[] Keys, double[] Queries, int[] Places) Searches(CorpusInput input)
    {
        double[] keys = input.Doubles(input.Size);
        Array.Sort(keys);
        double[] queries = input.Draw(input.Size / 4, random => random.Next(2) == 0 ? keys[random.Next(keys.Length)] : random.NextDouble());
        return (keys, queries, new int[queries.Length]);
    }

    private static uint[] Forest(CorpusInput input)
    {
        int[] draws = input.Ints(input.Size);
        uint[] parents = new uint[input.Size];
        for (int node = 0; node < parents.Length; node++)
            parents[node] = (uint)draws[node] % (uint)(node + 1);
        return parents;
    }

    /// <summary>A full binary tree whose nodes are scattered over the array; the root is first.</summary>
    private static TreeNode[] Tree(CorpusInput input)
    {
        int inner = input.Size / 8;
        int[] places = input.Permutation(2 * inner);
        float[] thresholds = input.Floats(2 * inner + 1, -0.5f, 0.5f);
        int[] features = input.Ints(2 * inner + 1, 0, Features);
        TreeNode[] tree = new TreeNode[2 * inner + 1];
        for (int node = 0; node < tree.Length; node++)
        {
            bool leaf = node >= inner;
            tree[Place(node)] = leaf
                ? new TreeNode(-1, thresholds[node], 0, 0)
                : new TreeNode(features[node], thresholds[node], Place(2 * node + 1), Place(2 * node + 2));
        }

        return tree;

        int Place(int node) => node == 0 ? 0 : places[node - 1] + 1;
    }
}
