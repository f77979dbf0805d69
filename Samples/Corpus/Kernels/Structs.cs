namespace HmmGen.Corpus;

/// <summary>Elements that are structs.</summary>
public static partial class Structs
{
    /// <summary>Reads and writes whole elements of 8 bytes through their fields.</summary>
    [HmmKernel]
    public static void SwapFields(int i, ReadOnlySpan<Pair> source, Span<Pair> target)
    {
        Pair pair = source[i];
        target[i] = new Pair(pair.Value, pair.Key);
    }

    /// <summary>Writes one field and leaves the other.</summary>
    [HmmKernel]
    public static void CountKeys(int i, int key, Span<Pair> pairs)
    {
        if (pairs[i].Key % key == 0)
            pairs[i].Value++;
        else
            pairs[i].Value = -1;
    }

    /// <summary>Operators, properties and methods of an element of 12 bytes.</summary>
    [HmmKernel]
    public static void Reflect(int i, Float3 normal, ReadOnlySpan<Float3> rays, Span<Float3> reflected, Span<float> energy)
    {
        Float3 ray = rays[i];
        reflected[i] = ray + normal * (-2f * ray.Dot(normal));
        energy[i] = ray.LengthSquared;
    }

    /// <summary>An array of structs taken apart.</summary>
    [HmmKernel]
    public static void Unzip(int i, ReadOnlySpan<Float3> points, Span<float> x, Span<float> y, Span<float> z)
    {
        x[i] = points[i].X;
        y[i] = points[i].Y;
        z[i] = points[i].Z;
    }

    /// <summary>Put together again, by an object initialiser.</summary>
    [HmmKernel]
    public static void Zip(int i, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<Float3> points)
        => points[i] = new Float3 { X = x[i], Y = y[i] };

    /// <summary>A copy of a nested struct is changed and written back.</summary>
    [HmmKernel]
    public static void Advance(int i, float time, int steps, Span<Particle> particles)
    {
        Particle particle = particles[i];
        for (int step = 0; step < steps; step++)
            particle.Advance(time);
        particles[i] = particle;
    }

    /// <summary>A method that changes the element where it is, and a nested field written there.</summary>
    [HmmKernel]
    public static void AdvanceInPlace(int i, float time, Span<Particle> particles)
    {
        particles[i].Advance(time);
        particles[i].Position.Y += particles[i].Position.X;
    }

    /// <summary>Fields of different sizes, and a copy with changes.</summary>
    [HmmKernel]
    public static void Rescale(int i, double factor, ReadOnlySpan<Reading> readings, Span<Reading> rescaled)
    {
        Reading reading = readings[i];
        rescaled[i] = reading with { Value = reading.Value * factor, Time = reading.Time + reading.Channel };
    }

    /// <summary>Iterates a complex quadratic map.</summary>
    [HmmKernel]
    public static void Mandelbrot(int i, int limit, ReadOnlySpan<Complex32> points, Span<int> steps)
    {
        Complex32 c = points[i];
        Complex32 z = default;
        int step = 0;
        while (step < limit && z.Re * z.Re + z.Im * z.Im <= 4f)
        {
            z = z * z + c;
            step++;
        }

        steps[i] = step;
    }

    /// <summary>Narrow fields and padding.</summary>
    [HmmKernel]
    public static void Packets(int i, Span<Packet> packets, Span<int> numbers)
    {
        Packet packet = packets[i];
        numbers[i] = packet.Valid != 0 ? packet.Number + packet.Level : packet.Letter;
        packet.Valid ^= 1;
        packet.Letter++;
        packet.Level = (short)(packet.Level * 2);
        packets[i] = packet;
    }

    /// <summary>A property pattern.</summary>
    [HmmKernel]
    public static void Quadrants(int i, ReadOnlySpan<Pair> pairs, Span<byte> quadrants)
        => quadrants[i] = pairs[i] switch
        {
            { Key: > 0, Value: > 0 } => 1,
            { Key: < 0, Value: > 0 } => 2,
            { Key: < 0, Value: < 0 } => 3,
            { Key: > 0, Value: < 0 } => 4,
            _ => 0,
        };
}
