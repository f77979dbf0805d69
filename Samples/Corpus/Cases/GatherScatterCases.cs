namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="GatherScatter"/>.</summary>
internal static class GatherScatterCases
{
    private const int PerBag = 6;
    private const int Columns = 16;

    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("GatherScatter.Gather", size => size,
            input => (Places: input.Ints(input.Size, 0, input.Size), Source: input.Doubles(input.Size), Target: new double[input.Size]),
            (i, d) => GatherScatter.Gather(i, d.Places, d.Source, d.Target),
            (device, items, d) => GatherScatter.Gather(device, items, d.Places, d.Source, d.Target)),

        CorpusCase.Of("GatherScatter.Scatter", size => size / 2,
            input => (Places: input.Permutation(input.Size), Source: input.Longs(input.Size), Target: input.Longs(input.Size)),
            (i, d) => GatherScatter.Scatter(i, d.Places, d.Source, d.Target),
            (device, items, d) => GatherScatter.Scatter(device, items, d.Places, d.Source, d.Target)),

        CorpusCase.Of("GatherScatter.TwoLevels", size => size,
            input => (
                First: input.Draw(input.Size, random => (ushort)random.Next(500)),
                Second: input.Ints(500, -100, input.Size + 100),
                Source: input.Floats(input.Size),
                Target: new float[input.Size]),
            (i, d) => GatherScatter.TwoLevels(i, d.First, d.Second, d.Source, d.Target),
            (device, items, d) => GatherScatter.TwoLevels(device, items, d.First, d.Second, d.Source, d.Target)),

        CorpusCase.Of("GatherScatter.Exchange", size => size / 2,
            input => (Places: input.Permutation(input.Size), X: input.Ints(input.Size)),
            (i, d) => GatherScatter.Exchange(i, d.Places, d.X),
            (device, items, d) => GatherScatter.Exchange(device, items, d.Places, d.X)),

        CorpusCase.Of("GatherScatter.EmbeddingBag", size => (size / Columns, Columns),
            input => (
                Rows: input.Ints(input.Size / Columns * PerBag, 0, input.Size / 4),
                Table: input.Floats(input.Size / 4 * Columns),
                Sums: new float[input.Size / Columns * Columns]),
            (i, j, d) => GatherScatter.EmbeddingBag(i, j, PerBag, Columns, d.Rows, d.Table, d.Sums),
            (device, items, d) => GatherScatter.EmbeddingBag(device, items, PerBag, Columns, d.Rows, d.Table, d.Sums)),
    ];
}
