namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="ControlFlow"/>.</summary>
internal static class ControlFlowCases
{
    private const int Width = 32;

    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("ControlFlow.Collatz", size => size,
            input => (Limit: 100, Start: input.Draw(input.Size, random => (uint)random.Next(1, 100_000)), Steps: new int[input.Size]),
            (i, d) => ControlFlow.Collatz(i, d.Limit, d.Start, d.Steps),
            (device, items, d) => ControlFlow.Collatz(device, items, d.Limit, d.Start, d.Steps)) with { Affine = true },

        CorpusCase.Of("ControlFlow.Tokens", size => size / Width,
            input => (
                Text: input.Draw(input.Size, random => (byte)"  07ab"[random.Next(6)]),
                Words: new int[input.Size / Width],
                Numbers: new int[input.Size / Width]),
            (i, d) => ControlFlow.Tokens(i, Width, d.Text, d.Words, d.Numbers),
            (device, items, d) => ControlFlow.Tokens(device, items, Width, d.Text, d.Words, d.Numbers)) with { Affine = true },

        CorpusCase.Of("ControlFlow.Classify", size => size,
            input => (Values: input.Ints(input.Size, -150, 150), Classes: new sbyte[input.Size]),
            (i, d) => ControlFlow.Classify(i, d.Values, d.Classes),
            (device, items, d) => ControlFlow.Classify(device, items, d.Values, d.Classes)) with { Affine = true },

        CorpusCase.Of("ControlFlow.Cascade", size => size,
            input => (Kind: input.Ints(input.Size), Score: new int[input.Size]),
            (i, d) => ControlFlow.Cascade(i, d.Kind, d.Score),
            (device, items, d) => ControlFlow.Cascade(device, items, d.Kind, d.Score)) with { Affine = true },

        CorpusCase.Of("ControlFlow.DigitalRoot", size => size,
            input => (Numbers: input.ULongs(input.Size), Roots: new byte[input.Size]),
            (i, d) => ControlFlow.DigitalRoot(i, d.Numbers, d.Roots),
            (device, items, d) => ControlFlow.DigitalRoot(device, items, d.Numbers, d.Roots)) with { Affine = true },

        CorpusCase.Of("ControlFlow.FirstHit", size => size / Width,
            input => (Blocks: input.Draw(input.Size, random => (short)random.Next(-10, 100)), Hits: new int[input.Size / Width]),
            (i, d) => ControlFlow.FirstHit(i, 4, Width / 4, 90, d.Blocks, d.Hits),
            (device, items, d) => ControlFlow.FirstHit(device, items, 4, Width / 4, 90, d.Blocks, d.Hits)) with { Affine = true },

        CorpusCase.Of("ControlFlow.FirstPair", size => size / Width,
            input => (X: input.Ints(input.Size, 0, 300), First: new int[input.Size / Width], Second: new int[input.Size / Width]),
            (i, d) => ControlFlow.FirstPair(i, Width, 400, d.X, d.First, d.Second),
            (device, items, d) => ControlFlow.FirstPair(device, items, Width, 400, d.X, d.First, d.Second)) with { Affine = true },

        CorpusCase.Of("ControlFlow.Compact", size => size / Width,
            input => (X: input.Ints(input.Size), Y: input.Ints(input.Size), Counts: new int[input.Size / Width]),
            (i, d) => ControlFlow.Compact(i, Width, d.X, d.Y, d.Counts),
            (device, items, d) => ControlFlow.Compact(device, items, Width, d.X, d.Y, d.Counts)),

        CorpusCase.Of("ControlFlow.Bounce", size => size / Width,
            input => (Cells: input.Ints(input.Size, -9, 12), Visits: new int[input.Size / Width]),
            (i, d) => ControlFlow.Bounce(i, Width, d.Cells, d.Visits),
            (device, items, d) => ControlFlow.Bounce(device, items, Width, d.Cells, d.Visits)),

        CorpusCase.Of("ControlFlow.Reverse", size => size / Width,
            input => (Width, X: input.Doubles(input.Size)),
            (i, d) => ControlFlow.Reverse(i, Width, d.X),
            (device, items, d) => ControlFlow.Reverse(device, items, Width, d.X)),
    ];
}
