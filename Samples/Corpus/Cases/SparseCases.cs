namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="Sparse"/>.</summary>
internal static class SparseCases
{
    private const int PerRow = 10;

    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("Sparse.CsrTimesVector", size => size / PerRow,
            Compressed,
            (i, d) => Sparse.CsrTimesVector(i, d.Starts, d.Columns, d.Values, d.X, d.Y),
            (device, items, d) => Sparse.CsrTimesVector(device, items, d.Starts, d.Columns, d.Values, d.X, d.Y)),

        CorpusCase.Of("Sparse.CsrTransposedTimesVector", size => size / PerRow,
            Compressed,
            (i, d) => Sparse.CsrTransposedTimesVector(i, d.Starts, d.Columns, d.Values, d.X, d.Y),
            (device, items, d) => Sparse.CsrTransposedTimesVector(device, items, d.Starts, d.Columns, d.Values, d.X, d.Y))
            with { Tolerance = 1e-5 },

        CorpusCase.Of("Sparse.CooTimesVector", size => size,
            input => (
                Rows: input.Ints(input.Size, 0, input.Size / PerRow),
                Columns: input.Ints(input.Size, 0, input.Size / PerRow),
                Values: input.Doubles(input.Size),
                X: input.Doubles(input.Size / PerRow),
                Y: new double[input.Size / PerRow]),
            (i, d) => Sparse.CooTimesVector(i, d.Rows, d.Columns, d.Values, d.X, d.Y),
            (device, items, d) => Sparse.CooTimesVector(device, items, d.Rows, d.Columns, d.Values, d.X, d.Y)) with { Tolerance = 1e-13 },

        CorpusCase.Of("Sparse.EllTimesVector", size => size / PerRow,
            input => (
                Columns: input.Draw(input.Size, random => random.Next(8) == 0 ? -1 : random.Next(input.Size)),
                Values: input.Doubles(input.Size),
                X: input.Doubles(input.Size),
                Y: new double[input.Size / PerRow]),
            (i, d) => Sparse.EllTimesVector(i, PerRow, d.Columns, d.Values, d.X, d.Y),
            (device, items, d) => Sparse.EllTimesVector(device, items, PerRow, d.Columns, d.Values, d.X, d.Y)),
    ];

    private static (int[] Starts, int[] Columns, float[] Values, float[] X, float[] Y) Compressed(CorpusInput input)
    {
        int rows = input.Size / PerRow;
        (int[] starts, int[] columns) = input.Pattern(rows, input.Size, 2 * PerRow);
        return (starts, columns, input.Floats(columns.Length), input.Floats(input.Size), new float[input.Size]);
    }
}
