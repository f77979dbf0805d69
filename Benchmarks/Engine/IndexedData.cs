namespace HmmGen.Benchmarks.Engine;

/// <summary>What the indexed kernels work on, drawn at random from one seed: 200,000 rows of 16, 256 Ki elements of 64 MiB, 256 bags of 20 rows of a million.</summary>
internal sealed class IndexedData : IDisposable
{
    /// <summary>The number of rows of the matrix.</summary>
    public const int Rows = 200_000;

    /// <summary>The number of elements that are gathered.</summary>
    public const int Gathered = 1 << 18;

    /// <summary>The number of bags.</summary>
    public const int Bags = 256;

    /// <summary>The number of rows in a bag.</summary>
    public const int Lookups = 20;

    private const int InRow = 16;
    private const int Source = 16 << 20;
    private const int Table = 1_000_000;

    private readonly HmmPages _pages;

    /// <summary>Draws the data.</summary>
    /// <param name="pages">The host's pages in which the arrays lie.</param>
    public IndexedData(HmmPages pages = HmmPages.Default)
    {
        _pages = pages;
        Random random = new(1);
        Starts = Of(Rows + 1, row => row * InRow);
        Columns = Of(Rows * InRow, _ => random.Next(Rows));
        Values = Of(Rows * InRow, _ => random.NextSingle());
        X = Of(Rows, _ => random.NextSingle());
        Y = Of(Rows, _ => 0f);
        Indices = Of(Gathered, _ => random.Next(Source));
        From = Of(Source, i => (float)i);
        To = Of(Gathered, _ => 0f);
        TableRows = Of(Bags * Lookups, _ => (int)(Table * Math.Pow(random.NextDouble(), 3)));
        Embeddings = Of(Table * IndexedKernels.Width, i => (float)i);
        Pooled = Of(Bags * IndexedKernels.Width, _ => 0f);
    }

    public HmmArray<int> Starts { get; }

    public HmmArray<int> Columns { get; }

    public HmmArray<float> Values { get; }

    public HmmArray<float> X { get; }

    public HmmArray<float> Y { get; }

    public HmmArray<int> Indices { get; }

    public HmmArray<float> From { get; }

    public HmmArray<float> To { get; }

    public HmmArray<int> TableRows { get; }

    public HmmArray<float> Embeddings { get; }

    public HmmArray<float> Pooled { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable array in (IDisposable[])[Starts, Columns, Values, X, Y, Indices, From, To, TableRows, Embeddings, Pooled])
        {
            array.Dispose();
        }
    }

    private HmmArray<T> Of<T>(int length, Func<int, T> element)
        where T : unmanaged
    {
        HmmArray<T> array = HmmSpace.Shared.Allocate<T>(length, _pages);
        Span<T> elements = array.AsSpan();
        for (int i = 0; i < length; i++)
        {
            elements[i] = element(i);
        }

        return array;
    }
}
