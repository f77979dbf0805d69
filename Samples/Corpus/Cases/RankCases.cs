namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="Ranks"/>.</summary>
internal static class RankCases
{
    private const int Columns = 48;
    private const int Channels = 3;

    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("Ranks.Transpose", size => (size / Columns, Columns),
            input => (Rows: input.Size / Columns, X: input.Ints(input.Size), Y: new int[input.Size]),
            (i, j, d) => Ranks.Transpose(i, j, d.Rows, Columns, d.X, d.Y),
            (device, items, d) => Ranks.Transpose(device, items, d.Rows, Columns, d.X, d.Y)) with { Affine = true },

        CorpusCase.Of("Ranks.Outer", size => (size / Columns, Columns),
            input => (A: input.Floats(input.Size / Columns), B: input.Floats(Columns), C: new float[input.Size]),
            (i, j, d) => Ranks.Outer(i, j, d.A, d.B, d.C),
            (device, items, d) => Ranks.Outer(device, items, d.A, d.B, d.C)) with { Affine = true },

        CorpusCase.Of("Ranks.Permute", size => (Side(size), Side(size) + 1, Side(size) + 2),
            input => (
                Side: Side(input.Size),
                Volume: input.Draw(Volume(input.Size), random => (short)random.Next(-32768, 32768)),
                Permuted: new short[Volume(input.Size)]),
            (i, j, k, d) => Ranks.Permute(i, j, k, d.Side, d.Side + 1, d.Side + 2, d.Volume, d.Permuted),
            (device, items, d) => Ranks.Permute(device, items, d.Side, d.Side + 1, d.Side + 2, d.Volume, d.Permuted))
            with { Affine = true },

        CorpusCase.Of("Ranks.Pool", size => (size / (4 * Columns * Channels), Columns, Channels),
            input => (Image: input.Floats(input.Size), Pooled: new float[input.Size / 4]),
            (i, j, k, d) => Ranks.Pool(i, j, k, Columns, Channels, d.Image, d.Pooled),
            (device, items, d) => Ranks.Pool(device, items, Columns, Channels, d.Image, d.Pooled)) with { Affine = true },

        CorpusCase.Of("Ranks.Strided", size => size / 3,
            input => (Stride: 3, Offset: 2, X: input.Doubles(input.Size), Y: new double[input.Size / 3]),
            (i, d) => Ranks.Strided(i, d.Stride, d.Offset, d.X, d.Y),
            (device, items, d) => Ranks.Strided(device, items, d.Stride, d.Offset, d.X, d.Y)) with { Affine = true },

        CorpusCase.Of("Ranks.Backwards", size => size,
            input => (X: input.UInts(input.Size), Y: new uint[input.Size]),
            (i, d) => Ranks.Backwards(i, d.X, d.Y),
            (device, items, d) => Ranks.Backwards(device, items, d.X, d.Y)) with { Affine = true },

        CorpusCase.Of("Ranks.Deinterleave", size => size / 2,
            input => (Mixed: input.Floats(input.Size), Even: new float[input.Size / 2], Odd: new float[input.Size / 2]),
            (i, d) => Ranks.Deinterleave(i, d.Mixed, d.Even, d.Odd),
            (device, items, d) => Ranks.Deinterleave(device, items, d.Mixed, d.Even, d.Odd)) with { Affine = true },
    ];

    private static int Side(int size) => (int)Math.Cbrt(size);

    private static int Volume(int size) => Side(size) * (Side(size) + 1) * (Side(size) + 2);
}
