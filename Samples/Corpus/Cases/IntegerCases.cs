namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="Integers"/>.</summary>
internal static class IntegerCases
{
    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("Integers.Hash", size => size,
            input => (X: input.Ints(input.Size), Hash: new uint[input.Size]),
            (i, d) => Integers.Hash(i, d.X, d.Hash),
            (device, items, d) => Integers.Hash(device, items, d.X, d.Hash)) with { Affine = true },

        CorpusCase.Of("Integers.Checked", size => size,
            input => (Factor: -1000, X: input.Ints(input.Size, -1_000_000, 1_000_000), Y: new int[input.Size], Z: new long[input.Size]),
            (i, d) => Integers.Checked(i, d.Factor, d.X, d.Y, d.Z),
            (device, items, d) => Integers.Checked(device, items, d.Factor, d.X, d.Y, d.Z)) with { Affine = true },

        CorpusCase.Of("Integers.SignedDivision", size => size,
            input => (
                A: input.Ints(input.Size),
                B: input.Draw(input.Size, random => random.Next(1, 1000) * (random.Next(2) == 0 ? 1L : -1L)),
                Quotients: new int[input.Size],
                Remainders: new long[input.Size]),
            (i, d) => Integers.SignedDivision(i, d.A, d.B, d.Quotients, d.Remainders),
            (device, items, d) => Integers.SignedDivision(device, items, d.A, d.B, d.Quotients, d.Remainders)) with { Affine = true },

        CorpusCase.Of("Integers.UnsignedDivision", size => size,
            input => (
                A: input.Draw(input.Size, random => (uint)random.NextInt64(1, 1L << 32)),
                B: input.ULongs(input.Size),
                Quotients: new uint[input.Size],
                Remainders: new ulong[input.Size]),
            (i, d) => Integers.UnsignedDivision(i, d.A, d.B, d.Quotients, d.Remainders),
            (device, items, d) => Integers.UnsignedDivision(device, items, d.A, d.B, d.Quotients, d.Remainders)) with { Affine = true },

        CorpusCase.Of("Integers.Shifts", size => size,
            input => (
                Amounts: input.Ints(input.Size, -70, 140),
                S32: input.Ints(input.Size),
                U32: input.UInts(input.Size),
                S64: input.Longs(input.Size),
                U64: input.ULongs(input.Size)),
            (i, d) => Integers.Shifts(i, d.Amounts, d.S32, d.U32, d.S64, d.U64),
            (device, items, d) => Integers.Shifts(device, items, d.Amounts, d.S32, d.U32, d.S64, d.U64)) with { Affine = true },

        CorpusCase.Of("Integers.Comparisons", size => size,
            input => (A: input.Ints(input.Size, -3, 4), B: input.Ints(input.Size, -3, 4), Bits: new int[input.Size]),
            (i, d) => Integers.Comparisons(i, d.A, d.B, d.Bits),
            (device, items, d) => Integers.Comparisons(device, items, d.A, d.B, d.Bits)) with { Affine = true },

        CorpusCase.Of("Integers.Bits", size => size,
            input => (X: input.ULongs(input.Size), Counts: new byte[input.Size], Reversed: new ulong[input.Size]),
            (i, d) => Integers.Bits(i, d.X, d.Counts, d.Reversed),
            (device, items, d) => Integers.Bits(device, items, d.X, d.Counts, d.Reversed)) with { Affine = true },

        CorpusCase.Of("Integers.CommonDivisor", size => size,
            input => (A: input.Longs(input.Size), B: input.Longs(input.Size), Divisors: new long[input.Size]),
            (i, d) => Integers.CommonDivisor(i, d.A, d.B, d.Divisors),
            (device, items, d) => Integers.CommonDivisor(device, items, d.A, d.B, d.Divisors)) with { Affine = true },

        CorpusCase.Of("Integers.ModularPower", size => size,
            input => (
                Modulus: 4_294_967_291UL,
                Bases: input.UInts(input.Size),
                Exponents: input.UInts(input.Size),
                Powers: new uint[input.Size]),
            (i, d) => Integers.ModularPower(i, d.Modulus, d.Bases, d.Exponents, d.Powers),
            (device, items, d) => Integers.ModularPower(device, items, d.Modulus, d.Bases, d.Exponents, d.Powers)) with { Affine = true },
    ];
}
