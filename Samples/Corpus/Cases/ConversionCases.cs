namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="Conversions"/>.</summary>
internal static class ConversionCases
{
    private static readonly double[] Extremes =
    [
        0, -0.9, 0.9, -1, 255.5, 1e10, -1e10, 3e19, -3e19, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue,
        double.NaN, double.PositiveInfinity, double.NegativeInfinity,
    ];

    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("Conversions.Narrow", size => size,
            input => (
                X: input.Ints(input.Size),
                U8: new byte[input.Size],
                S8: new sbyte[input.Size],
                U16: new ushort[input.Size],
                S16: new short[input.Size],
                Letters: new char[input.Size],
                U32: new uint[input.Size]),
            (i, d) => Conversions.Narrow(i, d.X, d.U8, d.S8, d.U16, d.S16, d.Letters, d.U32),
            (device, items, d) => Conversions.Narrow(device, items, d.X, d.U8, d.S8, d.U16, d.S16, d.Letters, d.U32))
            with { Affine = true },

        CorpusCase.Of("Conversions.Widen", size => size,
            input => (
                S8: input.Draw(input.Size, random => (sbyte)random.Next(-128, 128)),
                U16: input.Draw(input.Size, random => (ushort)random.Next(65536)),
                U32: input.UInts(input.Size),
                S64: new long[input.Size],
                U64: new ulong[input.Size]),
            (i, d) => Conversions.Widen(i, d.S8, d.U16, d.U32, d.S64, d.U64),
            (device, items, d) => Conversions.Widen(device, items, d.S8, d.U16, d.U32, d.S64, d.U64)) with { Affine = true },

        CorpusCase.Of("Conversions.ToFloating", size => size,
            input => (
                S32: input.Ints(input.Size),
                U32: input.UInts(input.Size),
                S64: input.Longs(input.Size),
                U64: input.ULongs(input.Size),
                F32: new float[input.Size],
                F64: new double[input.Size]),
            (i, d) => Conversions.ToFloating(i, d.S32, d.U32, d.S64, d.U64, d.F32, d.F64),
            (device, items, d) => Conversions.ToFloating(device, items, d.S32, d.U32, d.S64, d.U64, d.F32, d.F64)) with { Affine = true },

        CorpusCase.Of("Conversions.Truncate", size => size,
            input => (
                F32: input.Floats(input.Size, -32768, 32767),
                F64: input.Doubles(input.Size, -1e18, 1e18),
                S32: new int[input.Size],
                S64: new long[input.Size],
                S16: new short[input.Size]),
            (i, d) => Conversions.Truncate(i, d.F32, d.F64, d.S32, d.S64, d.S16),
            (device, items, d) => Conversions.Truncate(device, items, d.F32, d.F64, d.S32, d.S64, d.S16)) with { Affine = true },

        CorpusCase.Of("Conversions.Saturate", size => size,
            input => (
                F32: input.Draw(input.Size, random => (float)Extremes[random.Next(Extremes.Length)]),
                F64: input.Draw(input.Size, random => Extremes[random.Next(Extremes.Length)]),
                S32: new int[input.Size],
                U32: new uint[input.Size],
                S64: new long[input.Size],
                U64: new ulong[input.Size]),
            (i, d) => Conversions.Saturate(i, d.F32, d.F64, d.S32, d.U32, d.S64, d.U64),
            (device, items, d) => Conversions.Saturate(device, items, d.F32, d.F64, d.S32, d.U32, d.S64, d.U64)) with { Affine = true },

        CorpusCase.Of("Conversions.Precision", size => size,
            input => (F32: input.Floats(input.Size), F64: input.Doubles(input.Size, -1e30, 1e30)),
            (i, d) => Conversions.Precision(i, d.F32, d.F64),
            (device, items, d) => Conversions.Precision(device, items, d.F32, d.F64)) with { Affine = true },

        CorpusCase.Of("Conversions.CheckedCasts", size => size,
            input => (
                X: input.Draw(input.Size, random => (long)random.Next(int.MinValue, int.MaxValue)),
                S32: new int[input.Size],
                U8: new byte[input.Size]),
            (i, d) => Conversions.CheckedCasts(i, d.X, d.S32, d.U8),
            (device, items, d) => Conversions.CheckedCasts(device, items, d.X, d.S32, d.U8)) with { Affine = true },

        CorpusCase.Of("Conversions.NarrowSigns", size => size,
            input => (
                S: input.Draw(input.Size, random => (short)random.Next(short.MinValue, short.MaxValue)),
                B: input.Draw(input.Size, random => (sbyte)random.Next(sbyte.MinValue, sbyte.MaxValue)),
                A: new int[input.Size],
                C: new ulong[input.Size],
                D: new float[input.Size]),
            (i, d) => Conversions.NarrowSigns(i, d.S, d.B, d.A, d.C, d.D),
            (device, items, d) => Conversions.NarrowSigns(device, items, d.S, d.B, d.A, d.C, d.D)) with { Affine = true },

        CorpusCase.Of("Conversions.ConstantChains", size => size,
            input => (
                X: input.Floats(input.Size, -2f, 2f),
                Products: new float[input.Size],
                Sums: new float[input.Size],
                Clamped: new float[input.Size]),
            (i, d) => Conversions.ConstantChains(i, d.X, d.Products, d.Sums, d.Clamped),
            (device, items, d) => Conversions.ConstantChains(device, items, d.X, d.Products, d.Sums, d.Clamped)) with { Affine = true },
    ];
}
