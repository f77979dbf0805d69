namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="Elementwise"/>.</summary>
internal static class ElementwiseCases
{
    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("Elementwise.Saxpy", size => size,
            input => (A: 1.7f, X: input.Floats(input.Size), Y: input.Floats(input.Size)),
            (i, d) => Elementwise.Saxpy(i, d.A, d.X, d.Y),
            (device, items, d) => Elementwise.Saxpy(device, items, d.A, d.X, d.Y)) with { Affine = true },

        CorpusCase.Of("Elementwise.Saxpy, one array twice", size => size,
            input => (A: -0.7f, X: input.Floats(input.Size)),
            (i, d) => Elementwise.Saxpy(i, d.A, d.X, d.X),
            (device, items, d) => Elementwise.Saxpy(device, items, d.A, d.X, d.X)) with { Affine = true },

        CorpusCase.Of("Elementwise.Saxpy, parts of one array", size => size / 2,
            input => (A: 0.3f, X: input.Floats(input.Size + 7)),
            (i, d) => Elementwise.Saxpy(i, d.A, d.X.AsSpan(3, d.X.Length / 2), d.X.AsSpan(4 + d.X.Length / 2)),
            (device, items, d) => Elementwise.Saxpy(device, items, d.A, d.X.AsMemory(3, d.X.Length / 2), d.X.AsMemory(4 + d.X.Length / 2)))
            with { Affine = true },

        CorpusCase.Of("Elementwise.Saxpy, from the middle", size => HmmExtent.Range(size / 3, size / 2),
            input => (A: 0.9f, X: input.Floats(input.Size), Y: input.Floats(input.Size)),
            (i, d) => Elementwise.Saxpy(i, d.A, d.X, d.Y),
            (device, items, d) => Elementwise.Saxpy(device, items, d.A, d.X, d.Y)) with { Affine = true },

        CorpusCase.Of("Elementwise.Saxpy, nothing", size => 0,
            input => (A: 0.9f, X: Array.Empty<float>(), Y: Array.Empty<float>()),
            (i, d) => Elementwise.Saxpy(i, d.A, d.X, d.Y),
            (device, items, d) => Elementwise.Saxpy(device, items, d.A, d.X, d.Y)) with { Affine = true },

        CorpusCase.Of("Elementwise.Fill", size => size - size / 5,
            input => (Value: Math.PI, X: input.Doubles(input.Size)),
            (i, d) => Elementwise.Fill(i, d.Value, d.X),
            (device, items, d) => Elementwise.Fill(device, items, d.Value, d.X)) with { Affine = true },

        CorpusCase.Of("Elementwise.Horner", size => size,
            input => (X: input.Doubles(input.Size, -4, 4), Y: new double[input.Size]),
            (i, d) => Elementwise.Horner(i, d.X, d.Y),
            (device, items, d) => Elementwise.Horner(device, items, d.X, d.Y)) with { Affine = true },

        CorpusCase.Of("Elementwise.Calibrate", size => size,
            input => (Raw: input.Ints(input.Size, -5000, 5000), Value: new float[input.Size]),
            (i, d) => Elementwise.Calibrate(i, d.Raw, d.Value),
            (device, items, d) => Elementwise.Calibrate(device, items, d.Raw, d.Value)) with { Affine = true },

        CorpusCase.Of("Elementwise.Limit", size => size,
            input => (Low: -0.5f, High: 0.25f, X: input.Floats(input.Size)),
            (i, d) => Elementwise.Limit(i, d.Low, d.High, d.X),
            (device, items, d) => Elementwise.Limit(device, items, d.Low, d.High, d.X)) with { Affine = true },

        CorpusCase.Of("Elementwise.Blend", size => size,
            input => (Mask: input.Flags(input.Size), A: input.Ints(input.Size), B: input.Ints(input.Size), C: new int[input.Size]),
            (i, d) => Elementwise.Blend(i, d.Mask, d.A, d.B, d.C),
            (device, items, d) => Elementwise.Blend(device, items, d.Mask, d.A, d.B, d.C)) with { Affine = true },

        CorpusCase.Of("Elementwise.Compound", size => size,
            input => (Amount: 13, X: input.Ints(input.Size), Y: input.UInts(input.Size)),
            (i, d) => Elementwise.Compound(i, d.Amount, d.X, d.Y),
            (device, items, d) => Elementwise.Compound(device, items, d.Amount, d.X, d.Y)) with { Affine = true },

        CorpusCase.Of("Elementwise.Steps", size => size,
            input => (X: input.Ints(input.Size), Y: new long[input.Size], Z: input.Bytes(input.Size)),
            (i, d) => Elementwise.Steps(i, d.X, d.Y, d.Z),
            (device, items, d) => Elementwise.Steps(device, items, d.X, d.Y, d.Z)) with { Affine = true },

        CorpusCase.Of("Elementwise.SumAndDifference", size => size,
            input => (
                A: input.Doubles(input.Size),
                B: input.Floats(input.Size),
                Sum: new double[input.Size],
                Difference: new float[input.Size],
                Less: new bool[input.Size]),
            (i, d) => Elementwise.SumAndDifference(i, d.A, d.B, d.Sum, d.Difference, d.Less),
            (device, items, d) => Elementwise.SumAndDifference(device, items, d.A, d.B, d.Sum, d.Difference, d.Less))
            with { Affine = true },
    ];
}
