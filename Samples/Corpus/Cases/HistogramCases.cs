namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="Histograms"/>.</summary>
internal static class HistogramCases
{
    private const int Width = 32;
    private const int Rows = 30;
    private const int Columns = 70;

    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("Histograms.Bytes", size => size,
            input => (Data: input.Bytes(input.Size), Bins: input.Ints(256)),
            (i, d) => Histograms.Bytes(i, d.Data, d.Bins),
            (device, items, d) => Histograms.Bytes(device, items, d.Data, d.Bins)),

        CorpusCase.Of("Histograms.Privatised", size => size / Width,
            input => (Data: input.Bytes(input.Size), Bins: input.UInts(8)),
            (i, d) => Histograms.Privatised(i, Width, d.Data, d.Bins),
            (device, items, d) => Histograms.Privatised(device, items, Width, d.Data, d.Bins)) with { Affine = true },

        CorpusCase.Of("Histograms.Joint", size => size,
            input => (
                A: input.Ints(input.Size, 0, Rows),
                B: input.Ints(input.Size, 0, Columns),
                Weight: input.Longs(input.Size),
                Table: new long[Rows * Columns]),
            (i, d) => Histograms.Joint(i, Columns, d.A, d.B, d.Weight, d.Table),
            (device, items, d) => Histograms.Joint(device, items, Columns, d.A, d.B, d.Weight, d.Table)),
    ];
}
