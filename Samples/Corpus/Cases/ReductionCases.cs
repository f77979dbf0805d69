namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="Reductions"/>.</summary>
internal static class ReductionCases
{
    private const int Width = 40;

    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("Reductions.Sum", size => size / Width,
            input => (X: input.Floats(input.Size), Sums: new float[input.Size / Width]),
            (i, d) => Reductions.Sum(i, Width, d.X, d.Sums),
            (device, items, d) => Reductions.Sum(device, items, Width, d.X, d.Sums)) with { Affine = true },

        CorpusCase.Of("Reductions.Dot", size => size / Width,
            input => (X: input.Doubles(input.Size), Y: input.Doubles(input.Size), Products: new double[input.Size / Width]),
            (i, d) => Reductions.Dot(i, Width, d.X, d.Y, d.Products),
            (device, items, d) => Reductions.Dot(device, items, Width, d.X, d.Y, d.Products)) with { Affine = true },

        CorpusCase.Of("Reductions.StridedSum", size => Width,
            input => (X: input.Longs(input.Size), Sums: new long[Width]),
            (i, d) => Reductions.StridedSum(i, Width, d.X, d.Sums),
            (device, items, d) => Reductions.StridedSum(device, items, Width, d.X, d.Sums)) with { Affine = true },

        CorpusCase.Of("Reductions.Extremes", size => size / Width,
            input => (
                X: input.Ints(input.Size),
                Smallest: new int[input.Size / Width],
                Largest: new int[input.Size / Width],
                Place: new int[input.Size / Width]),
            (i, d) => Reductions.Extremes(i, Width, d.X, d.Smallest, d.Largest, d.Place),
            (device, items, d) => Reductions.Extremes(device, items, Width, d.X, d.Smallest, d.Largest, d.Place)) with { Affine = true },

        CorpusCase.Of("Reductions.Kahan", size => size / Width,
            input => (X: input.Doubles(input.Size, -1e6, 1e6), Sums: new double[input.Size / Width]),
            (i, d) => Reductions.Kahan(i, Width, d.X, d.Sums),
            (device, items, d) => Reductions.Kahan(device, items, Width, d.X, d.Sums)) with { Affine = true },

        CorpusCase.Of("Reductions.PrefixSum", size => size / Width,
            input => (Width, X: input.Ints(input.Size)),
            (i, d) => Reductions.PrefixSum(i, Width, d.X),
            (device, items, d) => Reductions.PrefixSum(device, items, Width, d.X)) with { Affine = true },
    ];
}
