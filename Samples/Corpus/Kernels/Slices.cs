namespace HmmGen.Corpus;

/// <summary>Parts of spans, ranges, indices from the end, foreach.</summary>
public static partial class Slices
{
    /// <summary>Sums a slice by foreach.</summary>
    [HmmKernel]
    public static void SliceSum(int i, int width, ReadOnlySpan<float> x, Span<float> sums)
    {
        float sum = 0;
        foreach (float value in x.Slice(i * width, width))
            sum += value;
        sums[i] = sum;
    }

    /// <summary>A range kept in a local, its length, and its last element.</summary>
    [HmmKernel]
    public static void RangeEnds(int i, int width, ReadOnlySpan<int> x, Span<int> result)
    {
        ReadOnlySpan<int> row = x[(i * width)..((i + 1) * width)];
        result[i] = row[^1] * row.Length - row[0];
    }

    /// <summary>Slices of a slice, open at either end.</summary>
    [HmmKernel]
    public static void SliceOfSlice(int i, int width, ReadOnlySpan<long> x, Span<long> result)
    {
        ReadOnlySpan<long> row = x.Slice(i * width)[..width];
        long sum = 0;
        for (int j = 0; j < row[1..^1].Length; j++)
            sum += row[1..^1][j];
        result[i] = sum;
    }

    /// <summary>Mirrors an array by counting from the end.</summary>
    [HmmKernel]
    public static void Mirror(int i, ReadOnlySpan<char> x, Span<char> y) => y[i] = x[^(i + 1)];

    /// <summary>Writes through references to the elements of a slice.</summary>
    [HmmKernel]
    public static void ScaleRow(int i, int width, Span<double> x)
    {
        double factor = 1.0 / (i + 1);
        foreach (ref double value in x.Slice(i * width, width))
            value *= factor;
    }

    /// <summary>Reads through references to struct elements.</summary>
    [HmmKernel]
    public static void RowEnergy(int i, int width, ReadOnlySpan<Particle> particles, Span<float> energy)
    {
        float sum = 0;
        foreach (ref readonly Particle particle in particles.Slice(i * width, width))
            sum += particle.Speed * particle.Speed + particle.Position.LengthSquared;
        energy[i] = sum;
    }

    /// <summary>Every item goes over a whole small span.</summary>
    [HmmKernel]
    public static void Evaluate(int i, ReadOnlySpan<double> coefficients, ReadOnlySpan<double> x, Span<double> y)
    {
        double sum = 0;
        foreach (double coefficient in coefficients)
            sum = sum * x[i] + coefficient;
        y[i] = sum;
    }

    /// <summary>A reference to an element, used several times.</summary>
    [HmmKernel]
    public static void Reference(int i, ReadOnlySpan<int> amounts, Span<Pair> pairs)
    {
        ref Pair pair = ref pairs[i];
        pair.Key += amounts[i];
        if (pair.Key > 0)
            pair.Value = pair.Key * 2;
    }
}
