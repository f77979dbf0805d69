namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="Tuples"/>.</summary>
internal static class TupleCases
{
    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("Tuples.Swap", size => size,
            input => (A: input.Floats(input.Size), B: input.Floats(input.Size)),
            (i, d) => Tuples.Swap(i, d.A, d.B),
            (device, items, d) => Tuples.Swap(device, items, d.A, d.B)) with { Affine = true },

        CorpusCase.Of("Tuples.DivRem", size => size,
            input => (Divisor: -37, X: input.Ints(input.Size), Quotients: new int[input.Size], Remainders: new int[input.Size]),
            (i, d) => Tuples.DivRem(i, d.Divisor, d.X, d.Quotients, d.Remainders),
            (device, items, d) => Tuples.DivRem(device, items, d.Divisor, d.X, d.Quotients, d.Remainders)) with { Affine = true },

        CorpusCase.Of("Tuples.Fibonacci", size => size,
            input => (Places: input.Bytes(input.Size), Numbers: new ulong[input.Size]),
            (i, d) => Tuples.Fibonacci(i, d.Places, d.Numbers),
            (device, items, d) => Tuples.Fibonacci(device, items, d.Places, d.Numbers)) with { Affine = true },

        CorpusCase.Of("Tuples.Order", size => size,
            input => (A: input.Ints(input.Size, -2, 3), B: input.Ints(input.Size, -2, 3), Result: new int[input.Size]),
            (i, d) => Tuples.Order(i, d.A, d.B, d.Result),
            (device, items, d) => Tuples.Order(device, items, d.A, d.B, d.Result)) with { Affine = true },

        CorpusCase.Of("Tuples.Axes", size => size,
            input => (A: input.Ints(input.Size, -2, 3), B: input.Ints(input.Size, -2, 3), Result: new int[input.Size]),
            (i, d) => Tuples.Axes(i, d.A, d.B, d.Result),
            (device, items, d) => Tuples.Axes(device, items, d.A, d.B, d.Result)) with { Affine = true },
    ];
}
