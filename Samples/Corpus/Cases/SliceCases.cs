namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="Slices"/>.</summary>
internal static class SliceCases
{
    private const int Width = 25;

    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("Slices.SliceSum", size => size / Width,
            input => (X: input.Floats(input.Size), Sums: new float[input.Size / Width]),
            (i, d) => Slices.SliceSum(i, Width, d.X, d.Sums),
            (device, items, d) => Slices.SliceSum(device, items, Width, d.X, d.Sums)) with { Affine = true },

        CorpusCase.Of("Slices.RangeEnds", size => size / Width,
            input => (X: input.Ints(input.Size), Result: new int[input.Size / Width]),
            (i, d) => Slices.RangeEnds(i, Width, d.X, d.Result),
            (device, items, d) => Slices.RangeEnds(device, items, Width, d.X, d.Result)) with { Affine = true },

        CorpusCase.Of("Slices.SliceOfSlice", size => size / Width,
            input => (X: input.Longs(input.Size), Result: new long[input.Size / Width]),
            (i, d) => Slices.SliceOfSlice(i, Width, d.X, d.Result),
            (device, items, d) => Slices.SliceOfSlice(device, items, Width, d.X, d.Result)) with { Affine = true },

        CorpusCase.Of("Slices.Mirror", size => size,
            input => (X: input.Draw(input.Size, random => (char)random.Next(char.MaxValue)), Y: new char[input.Size]),
            (i, d) => Slices.Mirror(i, d.X, d.Y),
            (device, items, d) => Slices.Mirror(device, items, d.X, d.Y)) with { Affine = true },

        CorpusCase.Of("Slices.ScaleRow", size => size / Width,
            input => (Width, X: input.Doubles(input.Size)),
            (i, d) => Slices.ScaleRow(i, Width, d.X),
            (device, items, d) => Slices.ScaleRow(device, items, Width, d.X)) with { Affine = true },

        CorpusCase.Of("Slices.RowEnergy", size => size / Width,
            input => (Particles: Particles(input), Energy: new float[input.Size / Width]),
            (i, d) => Slices.RowEnergy(i, Width, d.Particles, d.Energy),
            (device, items, d) => Slices.RowEnergy(device, items, Width, d.Particles, d.Energy)) with { Affine = true },

        CorpusCase.Of("Slices.Evaluate", size => size,
            input => (Coefficients: input.Doubles(9), X: input.Doubles(input.Size), Y: new double[input.Size]),
            (i, d) => Slices.Evaluate(i, d.Coefficients, d.X, d.Y),
            (device, items, d) => Slices.Evaluate(device, items, d.Coefficients, d.X, d.Y)) with { Affine = true },

        CorpusCase.Of("Slices.Reference", size => size,
            input => (
                Amounts: input.Ints(input.Size, -9, 10),
                Pairs: input.Draw(input.Size, random => new Pair(random.Next(-9, 10), random.Next(-9, 10)))),
            (i, d) => Slices.Reference(i, d.Amounts, d.Pairs),
            (device, items, d) => Slices.Reference(device, items, d.Amounts, d.Pairs)) with { Affine = true },
    ];

    private static Particle[] Particles(CorpusInput input)
        => input.Draw(input.Size, random => new Particle
        {
            Position = new Float3(random.NextSingle(), random.NextSingle(), random.NextSingle()),
            Speed = random.NextSingle() - 0.5f,
        });
}
