namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="Calls"/>.</summary>
internal static class CallCases
{
    private const int Width = 20;

    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("Calls.Scalars", size => size,
            input => (X: input.Doubles(input.Size), Y: new double[input.Size]),
            (i, d) => Calls.Scalars(i, d.X, d.Y),
            (device, items, d) => Calls.Scalars(device, items, d.X, d.Y)) with { Affine = true },

        CorpusCase.Of("Calls.FirstAbove", size => size / Width,
            input => (X: input.Floats(input.Size), Places: new int[input.Size / Width]),
            (i, d) => Calls.FirstAbove(i, Width, 0.9f, d.X, d.Places),
            (device, items, d) => Calls.FirstAbove(device, items, Width, 0.9f, d.X, d.Places)) with { Affine = true },

        CorpusCase.Of("Calls.RowProducts", size => size / Width,
            input => (A: input.Floats(input.Size), B: input.Floats(input.Size), Products: new float[input.Size / Width]),
            (i, d) => Calls.RowProducts(i, Width, d.A, d.B, d.Products),
            (device, items, d) => Calls.RowProducts(device, items, Width, d.A, d.B, d.Products)) with { Affine = true },

        CorpusCase.Of("Calls.WriteRow", size => size / Width,
            input => (Width, X: input.Draw(input.Size, random => (short)random.Next(100))),
            (i, d) => Calls.WriteRow(i, Width, d.X),
            (device, items, d) => Calls.WriteRow(device, items, Width, d.X)) with { Affine = true },

        CorpusCase.Of("Calls.References", size => size / Width,
            input => (X: input.Ints(input.Size), Sums: new int[input.Size / Width], Counts: new int[input.Size / Width]),
            (i, d) => Calls.References(i, Width, d.X, d.Sums, d.Counts),
            (device, items, d) => Calls.References(device, items, Width, d.X, d.Sums, d.Counts)) with { Affine = true },

        CorpusCase.Of("Calls.ElementReferences", size => size / 3,
            input => (Size: input.Size, X: input.Ints(input.Size)),
            (i, d) => Calls.ElementReferences(i, d.X),
            (device, items, d) => Calls.ElementReferences(device, items, d.X)) with { Affine = true },

        CorpusCase.Of("Calls.LocalFunctions", size => size,
            input => (X: input.UInts(input.Size), Y: new uint[input.Size]),
            (i, d) => Calls.LocalFunctions(i, d.X, d.Y),
            (device, items, d) => Calls.LocalFunctions(device, items, d.X, d.Y)) with { Affine = true },

        CorpusCase.Of("Calls.StructHelper", size => size,
            input => (
                X: input.Draw(input.Size, random => new Float3(random.NextSingle(), random.NextSingle(), 1)),
                Y: new Float3[input.Size]),
            (i, d) => Calls.StructHelper(i, d.X, d.Y),
            (device, items, d) => Calls.StructHelper(device, items, d.X, d.Y)) with { Affine = true },
    ];
}
