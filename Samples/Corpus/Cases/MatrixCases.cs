namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="Matrices"/>.</summary>
internal static class MatrixCases
{
    private const int Inner = 24;
    private const int Columns = 30;

    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("Matrices.MatMul", size => (size / Inner, Columns),
            input => (A: input.Floats(input.Size), B: input.Floats(Inner * Columns), C: new float[input.Size / Inner * Columns]),
            (i, j, d) => Matrices.MatMul(i, j, Inner, Columns, d.A, d.B, d.C),
            (device, items, d) => Matrices.MatMul(device, items, Inner, Columns, d.A, d.B, d.C)) with { Affine = true },

        CorpusCase.Of("Matrices.MatMul, a block of it", size => HmmExtent.Range((2, size / Inner / 2), (3, Columns - 5)),
            input => (A: input.Floats(input.Size), B: input.Floats(Inner * Columns), C: input.Floats(input.Size / Inner * Columns)),
            (i, j, d) => Matrices.MatMul(i, j, Inner, Columns, d.A, d.B, d.C),
            (device, items, d) => Matrices.MatMul(device, items, Inner, Columns, d.A, d.B, d.C)) with { Affine = true },

        CorpusCase.Of("Matrices.MatMulTransposed", size => (size / Inner, Columns),
            input => (A: input.Doubles(input.Size), B: input.Doubles(Inner * Columns), C: new double[input.Size / Inner * Columns]),
            (i, j, d) => Matrices.MatMulTransposed(i, j, Inner, Columns, d.A, d.B, d.C),
            (device, items, d) => Matrices.MatMulTransposed(device, items, Inner, Columns, d.A, d.B, d.C)) with { Affine = true },

        CorpusCase.Of("Matrices.MatMulTiled", size => (size / Inner / 2, Columns / 2),
            input => (A: input.Ints(input.Size), B: input.Ints(Inner * Columns), C: new int[input.Size / Inner * Columns]),
            (i, j, d) => Matrices.MatMulTiled(i, j, Inner, Columns, d.A, d.B, d.C),
            (device, items, d) => Matrices.MatMulTiled(device, items, Inner, Columns, d.A, d.B, d.C)) with { Affine = true },

        CorpusCase.Of("Matrices.MatVec", size => size / Inner,
            input => (
                Matrix: input.Floats(input.Size),
                Vector: input.Floats(Inner),
                Bias: input.Floats(input.Size / Inner),
                Result: new float[input.Size / Inner]),
            (i, d) => Matrices.MatVec(i, Inner, d.Matrix, d.Vector, d.Bias, d.Result),
            (device, items, d) => Matrices.MatVec(device, items, Inner, d.Matrix, d.Vector, d.Bias, d.Result)) with { Affine = true },

        CorpusCase.Of("Matrices.LowerTriangleSum", size => Side(size),
            input => (Side: Side(input.Size), Matrix: input.Longs(input.Size), Sums: new long[Side(input.Size)]),
            (i, d) => Matrices.LowerTriangleSum(i, d.Side, d.Matrix, d.Sums),
            (device, items, d) => Matrices.LowerTriangleSum(device, items, d.Side, d.Matrix, d.Sums)),
    ];

    private static int Side(int size) => (int)Math.Sqrt(size);
}
