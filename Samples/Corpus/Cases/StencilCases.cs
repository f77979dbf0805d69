namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="Stencils"/>.</summary>
internal static class StencilCases
{
    private const int Columns = 50;

    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("Stencils.Blur", size => size,
            input => (X: input.Floats(input.Size), Y: new float[input.Size]),
            (i, d) => Stencils.Blur(i, d.X, d.Y),
            (device, items, d) => Stencils.Blur(device, items, d.X, d.Y)) with { Affine = true },

        CorpusCase.Of("Stencils.Window", size => size,
            input => (Radius: 5, X: input.Ints(input.Size), Y: new int[input.Size]),
            (i, d) => Stencils.Window(i, d.Radius, d.X, d.Y),
            (device, items, d) => Stencils.Window(device, items, d.Radius, d.X, d.Y)) with { Affine = true },

        CorpusCase.Of("Stencils.Heat", size => (size / Columns, Columns),
            input => (
                Rows: input.Size / Columns,
                Rate: 0.2f,
                Before: input.Floats(input.Size / Columns * Columns),
                After: new float[input.Size / Columns * Columns]),
            (i, j, d) => Stencils.Heat(i, j, d.Rows, Columns, d.Rate, d.Before, d.After),
            (device, items, d) => Stencils.Heat(device, items, d.Rows, Columns, d.Rate, d.Before, d.After)) with { Affine = true },

        CorpusCase.Of("Stencils.Laplace", size => (Side(size), Side(size) + 1, Side(size) + 2),
            input => (
                Side: Side(input.Size),
                U: input.Doubles(Side(input.Size) * (Side(input.Size) + 1) * (Side(input.Size) + 2)),
                V: input.Doubles(Side(input.Size) * (Side(input.Size) + 1) * (Side(input.Size) + 2))),
            (i, j, k, d) => Stencils.Laplace(i, j, k, d.Side, d.Side + 1, d.Side + 2, d.U, d.V),
            (device, items, d) => Stencils.Laplace(device, items, d.Side, d.Side + 1, d.Side + 2, d.U, d.V)) with { Affine = true },

        CorpusCase.Of("Stencils.Life", size => (size / Columns, Columns),
            input => (
                Rows: input.Size / Columns,
                Before: input.Draw(input.Size / Columns * Columns, random => (byte)(random.Next(3) == 0 ? 1 : 0)),
                After: new byte[input.Size / Columns * Columns]),
            (i, j, d) => Stencils.Life(i, j, d.Rows, Columns, d.Before, d.After),
            (device, items, d) => Stencils.Life(device, items, d.Rows, Columns, d.Before, d.After)),
    ];

    private static int Side(int size) => (int)Math.Cbrt(size);
}
