namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="MathFunctions"/>.</summary>
internal static class MathFunctionCases
{
    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("MathFunctions.ExactDouble", size => size,
            input => (
                X: input.Doubles(input.Size, -3, 3),
                Root: new double[input.Size],
                Rounded: new double[input.Size],
                Other: new double[input.Size]),
            (i, d) => MathFunctions.ExactDouble(i, d.X, d.Root, d.Rounded, d.Other),
            (device, items, d) => MathFunctions.ExactDouble(device, items, d.X, d.Root, d.Rounded, d.Other)) with { Affine = true },

        CorpusCase.Of("MathFunctions.ExactSingle", size => size,
            input => (
                X: input.Floats(input.Size, -3, 3),
                Root: new float[input.Size],
                Rounded: new float[input.Size],
                Other: new float[input.Size]),
            (i, d) => MathFunctions.ExactSingle(i, d.X, d.Root, d.Rounded, d.Other),
            (device, items, d) => MathFunctions.ExactSingle(device, items, d.X, d.Root, d.Rounded, d.Other)) with { Affine = true },

        CorpusCase.Of("MathFunctions.Rounding", size => size,
            input => (
                X: input.Draw(input.Size, random => random.Next(-40, 40) * 0.25),
                Even: new double[input.Size],
                Zero: new float[input.Size]),
            (i, d) => MathFunctions.Rounding(i, d.X, d.Even, d.Zero),
            (device, items, d) => MathFunctions.Rounding(device, items, d.X, d.Even, d.Zero)) with { Affine = true },

        CorpusCase.Of("MathFunctions.Specials", size => size,
            input => (
                X: Specials(input),
                Y: Specials(input),
                Low: new float[input.Size],
                High: new float[input.Size],
                Flags: new bool[input.Size]),
            (i, d) => MathFunctions.Specials(i, d.X, d.Y, d.Low, d.High, d.Flags),
            (device, items, d) => MathFunctions.Specials(device, items, d.X, d.Y, d.Low, d.High, d.Flags)) with { Affine = true },

        CorpusCase.Of("MathFunctions.Whole", size => size,
            input => (
                X: input.Ints(input.Size, -20, 20),
                Y: input.Draw(input.Size, random => random.NextInt64(-20, 20) << 33),
                A: new int[input.Size],
                B: new long[input.Size]),
            (i, d) => MathFunctions.Whole(i, d.X, d.Y, d.A, d.B),
            (device, items, d) => MathFunctions.Whole(device, items, d.X, d.Y, d.A, d.B)) with { Affine = true },

        CorpusCase.Of("MathFunctions.TranscendentalSingle", size => size,
            input => (
                X: input.Floats(input.Size, -3, 3),
                Exponential: new float[input.Size],
                Wave: new float[input.Size],
                Tangent: new float[input.Size],
                Power: new float[input.Size]),
            (i, d) => MathFunctions.TranscendentalSingle(i, d.X, d.Exponential, d.Wave, d.Tangent, d.Power),
            (device, items, d) => MathFunctions.TranscendentalSingle(device, items, d.X, d.Exponential, d.Wave, d.Tangent, d.Power))
            with { Affine = true, Tolerance = 1e-5 },

        CorpusCase.Of("MathFunctions.TranscendentalDouble", size => size,
            input => (
                X: input.Doubles(input.Size, -3, 3),
                Exponential: new double[input.Size],
                Wave: new double[input.Size],
                Tangent: new double[input.Size],
                Power: new double[input.Size]),
            (i, d) => MathFunctions.TranscendentalDouble(i, d.X, d.Exponential, d.Wave, d.Tangent, d.Power),
            (device, items, d) => MathFunctions.TranscendentalDouble(device, items, d.X, d.Exponential, d.Wave, d.Tangent, d.Power))
            with { Affine = true, Tolerance = 1e-13 },
    ];

    private static float[] Specials(CorpusInput input)
    {
        float[] values = [0f, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1f, -1f, float.Epsilon, float.MaxValue];
        return input.Draw(input.Size, random => values[random.Next(values.Length)]);
    }
}
