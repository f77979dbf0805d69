namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="Structs"/>.</summary>
internal static class StructCases
{
    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("Structs.SwapFields", size => size,
            input => (Source: Pairs(input), Target: new Pair[input.Size]),
            (i, d) => Structs.SwapFields(i, d.Source, d.Target),
            (device, items, d) => Structs.SwapFields(device, items, d.Source, d.Target)) with { Affine = true },

        CorpusCase.Of("Structs.CountKeys", size => size,
            input => (Key: 3, Pairs: Pairs(input)),
            (i, d) => Structs.CountKeys(i, d.Key, d.Pairs),
            (device, items, d) => Structs.CountKeys(device, items, d.Key, d.Pairs)) with { Affine = true },

        CorpusCase.Of("Structs.Reflect", size => size,
            input => (
                Normal: new Float3(0.6f, 0f, -0.8f),
                Rays: Vectors(input),
                Reflected: new Float3[input.Size],
                Energy: new float[input.Size]),
            (i, d) => Structs.Reflect(i, d.Normal, d.Rays, d.Reflected, d.Energy),
            (device, items, d) => Structs.Reflect(device, items, d.Normal, d.Rays, d.Reflected, d.Energy)) with { Affine = true },

        CorpusCase.Of("Structs.Unzip", size => size,
            input => (Points: Vectors(input), X: new float[input.Size], Y: new float[input.Size], Z: new float[input.Size]),
            (i, d) => Structs.Unzip(i, d.Points, d.X, d.Y, d.Z),
            (device, items, d) => Structs.Unzip(device, items, d.Points, d.X, d.Y, d.Z)) with { Affine = true },

        CorpusCase.Of("Structs.Zip", size => size,
            input => (X: input.Floats(input.Size), Y: input.Floats(input.Size), Points: Vectors(input)),
            (i, d) => Structs.Zip(i, d.X, d.Y, d.Points),
            (device, items, d) => Structs.Zip(device, items, d.X, d.Y, d.Points)) with { Affine = true },

        CorpusCase.Of("Structs.Advance", size => size,
            input => (Time: 0.25f, Steps: 5, Particles: Particles(input)),
            (i, d) => Structs.Advance(i, d.Time, d.Steps, d.Particles),
            (device, items, d) => Structs.Advance(device, items, d.Time, d.Steps, d.Particles)) with { Affine = true },

        CorpusCase.Of("Structs.AdvanceInPlace", size => size,
            input => (Time: 0.5f, Particles: Particles(input)),
            (i, d) => Structs.AdvanceInPlace(i, d.Time, d.Particles),
            (device, items, d) => Structs.AdvanceInPlace(device, items, d.Time, d.Particles)) with { Affine = true },

        CorpusCase.Of("Structs.Rescale", size => size,
            input => (Factor: 1.0 / 3, Readings: Readings(input), Rescaled: new Reading[input.Size]),
            (i, d) => Structs.Rescale(i, d.Factor, d.Readings, d.Rescaled),
            (device, items, d) => Structs.Rescale(device, items, d.Factor, d.Readings, d.Rescaled)) with { Affine = true },

        CorpusCase.Of("Structs.Mandelbrot", size => size,
            input => (
                Limit: 60,
                Points: input.Draw(input.Size, random => new Complex32(3 * random.NextSingle() - 2, 2 * random.NextSingle() - 1)),
                Steps: new int[input.Size]),
            (i, d) => Structs.Mandelbrot(i, d.Limit, d.Points, d.Steps),
            (device, items, d) => Structs.Mandelbrot(device, items, d.Limit, d.Points, d.Steps)) with { Affine = true },

        CorpusCase.Of("Structs.Packets", size => size,
            input => (Packets: Packets(input), Numbers: new int[input.Size]),
            (i, d) => Structs.Packets(i, d.Packets, d.Numbers),
            (device, items, d) => Structs.Packets(device, items, d.Packets, d.Numbers)) with { Affine = true },

        CorpusCase.Of("Structs.Quadrants", size => size,
            input => (Pairs: Pairs(input), Quadrants: new byte[input.Size]),
            (i, d) => Structs.Quadrants(i, d.Pairs, d.Quadrants),
            (device, items, d) => Structs.Quadrants(device, items, d.Pairs, d.Quadrants)) with { Affine = true },
    ];

    private static Pair[] Pairs(CorpusInput input) => input.Draw(input.Size, random => new Pair(random.Next(-9, 10), random.Next(-9, 10)));

    private static Float3[] Vectors(CorpusInput input)
        => input.Draw(input.Size, random => new Float3(random.NextSingle(), random.NextSingle() - 0.5f, random.NextSingle() * 10));

    private static Particle[] Particles(CorpusInput input)
        => input.Draw(input.Size, random => new Particle
        {
            Position = new Float3(random.NextSingle(), random.NextSingle(), random.NextSingle()),
            Speed = random.NextSingle() - 0.5f,
            Bounces = random.Next(10),
        });

    private static Reading[] Readings(CorpusInput input)
        => input.Draw(input.Size, random => new Reading(random.NextDouble(), random.NextInt64(), random.Next(100), random.NextSingle()));

    private static Packet[] Packets(CorpusInput input)
        => input.Draw(input.Size, random => new Packet
        {
            Valid = (byte)random.Next(2),
            Letter = (ushort)random.Next(ushort.MaxValue),
            Number = random.Next(),
            Level = (short)random.Next(short.MinValue, short.MaxValue),
        });
}
