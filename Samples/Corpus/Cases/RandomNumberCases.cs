namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="RandomNumbers"/>.</summary>
internal static class RandomNumberCases
{
    private const int Draws = 20;

    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("RandomNumbers.XorShift", size => size,
            input => (States: input.Draw(input.Size, random => (uint)random.Next(1, int.MaxValue)), Means: new float[input.Size]),
            (i, d) => RandomNumbers.XorShift(i, Draws, d.States, d.Means),
            (device, items, d) => RandomNumbers.XorShift(device, items, Draws, d.States, d.Means)) with { Affine = true },

        CorpusCase.Of("RandomNumbers.CirclePoints", size => size,
            input => (Seeds: input.ULongs(input.Size), Inside: new long[1]),
            (i, d) => RandomNumbers.CirclePoints(i, Draws, d.Seeds, d.Inside),
            (device, items, d) => RandomNumbers.CirclePoints(device, items, Draws, d.Seeds, d.Inside)) with { Affine = true },
    ];
}
