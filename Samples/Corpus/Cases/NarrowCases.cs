namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="Narrow"/>.</summary>
internal static class NarrowCases
{
    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("Narrow.Brighten", size => size,
            input => (Amount: (byte)100, Pixels: input.Bytes(input.Size)),
            (i, d) => Narrow.Brighten(i, d.Amount, d.Pixels),
            (device, items, d) => Narrow.Brighten(device, items, d.Amount, d.Pixels)) with { Affine = true },

        CorpusCase.Of("Narrow.Negate", size => size,
            input => (X: input.Draw(input.Size, random => (sbyte)random.Next(-128, 128)), Y: new sbyte[input.Size]),
            (i, d) => Narrow.Negate(i, d.X, d.Y),
            (device, items, d) => Narrow.Negate(device, items, d.X, d.Y)) with { Affine = true },

        CorpusCase.Of("Narrow.Halve", size => size / 2,
            input => (Samples: input.Draw(input.Size, random => (short)random.Next(-32768, 32768)), Halved: new short[input.Size / 2]),
            (i, d) => Narrow.Halve(i, d.Samples, d.Halved),
            (device, items, d) => Narrow.Halve(device, items, d.Samples, d.Halved)) with { Affine = true },

        CorpusCase.Of("Narrow.SwapBytes", size => size,
            input => (Size: input.Size, Words: input.Draw(input.Size, random => (ushort)random.Next(65536))),
            (i, d) => Narrow.SwapBytes(i, d.Words),
            (device, items, d) => Narrow.SwapBytes(device, items, d.Words)) with { Affine = true },

        CorpusCase.Of("Narrow.Capitals", size => size,
            input => (Text: input.Draw(input.Size, random => (char)random.Next(' ', 0x17F)), Capitals: new char[input.Size]),
            (i, d) => Narrow.Capitals(i, d.Text, d.Capitals),
            (device, items, d) => Narrow.Capitals(device, items, d.Text, d.Capitals)) with { Affine = true },

        CorpusCase.Of("Narrow.Flags", size => size,
            input => (A: input.Flags(input.Size), B: input.Flags(input.Size), C: new bool[input.Size]),
            (i, d) => Narrow.Flags(i, d.A, d.B, d.C),
            (device, items, d) => Narrow.Flags(device, items, d.A, d.B, d.C)) with { Affine = true },

        CorpusCase.Of("Narrow.Grey", size => size / 3,
            input => (Colours: input.Bytes(input.Size), Grey: new byte[input.Size / 3]),
            (i, d) => Narrow.Grey(i, d.Colours, d.Grey),
            (device, items, d) => Narrow.Grey(device, items, d.Colours, d.Grey)) with { Affine = true },

        CorpusCase.Of("Narrow.Arguments", size => size,
            input => (Add: true, Letter: 'x', Step: (short)-200, Mask: 0x0FFF_FFFF_FFFF_FFFFUL, X: input.ULongs(input.Size)),
            (i, d) => Narrow.Arguments(i, d.Add, d.Letter, d.Step, d.Mask, d.X),
            (device, items, d) => Narrow.Arguments(device, items, d.Add, d.Letter, d.Step, d.Mask, d.X)) with { Affine = true },
    ];
}
