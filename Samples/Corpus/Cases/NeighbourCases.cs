namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="Neighbours"/>.</summary>
internal static class NeighbourCases
{
    private const int Dimensions = 4;

    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("Neighbours.Nearest", size => size / 32,
            input => (
                Queries: input.Floats(input.Size / 32 * Dimensions),
                Points: input.Floats(input.Size / 8 * Dimensions),
                Nearest: new int[input.Size / 32],
                Distance: new float[input.Size / 32]),
            (i, d) => Neighbours.Nearest(i, Dimensions, d.Queries, d.Points, d.Nearest, d.Distance),
            (device, items, d) => Neighbours.Nearest(device, items, Dimensions, d.Queries, d.Points, d.Nearest, d.Distance))
            with { Affine = true },

        CorpusCase.Of("Neighbours.FourNearest", size => size / 32,
            input => (
                Queries: input.Doubles(input.Size / 32),
                Points: input.Doubles(input.Size / 4),
                Nearest: new int[input.Size / 32 * 4]),
            (i, d) => Neighbours.FourNearest(i, d.Queries, d.Points, d.Nearest),
            (device, items, d) => Neighbours.FourNearest(device, items, d.Queries, d.Points, d.Nearest)) with { Affine = true },
    ];
}
