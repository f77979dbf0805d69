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

        CorpusCase.Of("Narrow.SignedExtremes", size => size / 8,
            input => (A: SBytes(input, input.Size / 4), B: Shorts(input, input.Size / 4), Bytes: new sbyte[input.Size], Words: new short[input.Size]),
            (i, d) => Narrow.SignedExtremes(i, d.A, d.B, d.Bytes, d.Words),
            (device, items, d) => Narrow.SignedExtremes(device, items, d.A, d.B, d.Bytes, d.Words)) with { Affine = true },

        CorpusCase.Of("Narrow.UnsignedExtremes", size => size / 4,
            input => (A: input.Bytes(input.Size / 2), B: UShorts(input, input.Size / 2), Bytes: new byte[input.Size], Words: new ushort[input.Size]),
            (i, d) => Narrow.UnsignedExtremes(i, d.A, d.B, d.Bytes, d.Words),
            (device, items, d) => Narrow.UnsignedExtremes(device, items, d.A, d.B, d.Bytes, d.Words)) with { Affine = true },

        CorpusCase.Of("Narrow.ByteKinds", size => size,
            input => (A: SBytes(input, input.Size), B: input.Bytes(input.Size), Kinds: new int[input.Size]),
            (i, d) => Narrow.ByteKinds(i, d.A, d.B, d.Kinds),
            (device, items, d) => Narrow.ByteKinds(device, items, d.A, d.B, d.Kinds)) with { Affine = true },

        CorpusCase.Of("Narrow.WordKinds", size => size,
            input => (A: Shorts(input, input.Size), B: UShorts(input, input.Size), Kinds: new int[input.Size]),
            (i, d) => Narrow.WordKinds(i, d.A, d.B, d.Kinds),
            (device, items, d) => Narrow.WordKinds(device, items, d.A, d.B, d.Kinds)) with { Affine = true },

        CorpusCase.Of("Narrow.ByteBits", size => size / 2,
            input => (A: SBytes(input, input.Size / 2), B: input.Bytes(input.Size / 2), Counts: new int[input.Size]),
            (i, d) => Narrow.ByteBits(i, d.A, d.B, d.Counts),
            (device, items, d) => Narrow.ByteBits(device, items, d.A, d.B, d.Counts)) with { Affine = true },

        CorpusCase.Of("Narrow.WordBits", size => size / 2,
            input => (A: Shorts(input, input.Size / 2), B: UShorts(input, input.Size / 2), Counts: new int[input.Size]),
            (i, d) => Narrow.WordBits(i, d.A, d.B, d.Counts),
            (device, items, d) => Narrow.WordBits(device, items, d.A, d.B, d.Counts)) with { Affine = true },
    ];

    // Every eighth number is a limit, zero or a power of two.
    private static sbyte[] SBytes(CorpusInput input, int count) => input.Draw(count, random => random.Next(8) > 0
        ? (sbyte)random.Next(-128, 128) : new sbyte[] { -128, -127, -1, 0, 1, 64, 127 }[random.Next(7)]);

    private static short[] Shorts(CorpusInput input, int count) => input.Draw(count, random => random.Next(8) > 0
        ? (short)random.Next(-32768, 32768) : new short[] { -32768, -32767, -1, 0, 1, 16384, 32767 }[random.Next(7)]);

    private static ushort[] UShorts(CorpusInput input, int count) => input.Draw(count, random => random.Next(8) > 0
        ? (ushort)random.Next(65536) : new ushort[] { 0, 1, 2, 32767, 32768, 65535 }[random.Next(6)]);
}
