namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="LocalArrays"/>.</summary>
internal static class LocalArrayCases
{
    private const int Width = 64;
    private const int Columns = 60;

    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("LocalArrays.SortEight", size => size / 8,
            input => (Size: input.Size, X: input.Ints(input.Size)),
            (i, d) => LocalArrays.SortEight(i, d.X),
            (device, items, d) => LocalArrays.SortEight(device, items, d.X)) with { Affine = true },

        CorpusCase.Of("LocalArrays.Median", size => (size / Columns, Columns),
            input => (Rows: input.Size / Columns, Image: input.Floats(input.Size), Filtered: new float[input.Size]),
            (i, j, d) => LocalArrays.Median(i, j, d.Rows, Columns, d.Image, d.Filtered),
            (device, items, d) => LocalArrays.Median(device, items, d.Rows, Columns, d.Image, d.Filtered)) with { Affine = true },

        CorpusCase.Of("LocalArrays.MostFrequent", size => size / Width,
            input => (Text: input.Bytes(input.Size), Letters: new byte[input.Size / Width]),
            (i, d) => LocalArrays.MostFrequent(i, Width, d.Text, d.Letters),
            (device, items, d) => LocalArrays.MostFrequent(device, items, Width, d.Text, d.Letters)) with { Affine = true },

        CorpusCase.Of("LocalArrays.TreeSum", size => size / 8,
            Tree,
            (i, d) => LocalArrays.TreeSum(i, d.Left, d.Right, d.Values, d.Sums),
            (device, items, d) => LocalArrays.TreeSum(device, items, d.Left, d.Right, d.Values, d.Sums)),
    ];

    /// <summary>Each node's children come after it, so that every walk ends; walks from late nodes are short.</summary>
    private static (int[] Left, int[] Right, int[] Values, int[] Sums) Tree(CorpusInput input)
    {
        int nodes = input.Size;
        int[] left = new int[nodes];
        int[] right = new int[nodes];
        for (int node = 0; node < nodes; node++)
        {
            left[node] = Child(4 * node + 1);
            right[node] = Child(4 * node + 3);
        }

        return (left, right, input.Ints(nodes), new int[nodes / 8]);

        int Child(int node) => node < nodes ? node : -1;
    }
}
