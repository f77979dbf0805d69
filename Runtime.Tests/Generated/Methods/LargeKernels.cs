namespace HmmGen.Tests.Generated.Methods;

/// <summary>Kernels over data that is much larger than the device.</summary>
internal static partial class LargeKernels
{
    /// <summary>The scalar product of a segment; each item goes over one of its own.</summary>
    [HmmKernel]
    public static void Dot(int i, int width, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<double> products)
    {
        double sum = 0;
        for (int j = 0; j < width; j++)
            sum += (double)x[i * width + j] * y[i * width + j];
        products[i] = sum;
    }

    /// <summary>Sets an element of each half, to different values.</summary>
    [HmmKernel]
    public static void FillHalves(int i, int half, Span<int> target)
    {
        target[i] = i;
        target[i + half] = -i;
    }

    /// <summary>A row of a sparse matrix times a vector.</summary>
    [HmmKernel]
    public static void CsrTimesVector(
        int row, ReadOnlySpan<int> starts, ReadOnlySpan<int> columns, ReadOnlySpan<float> values, ReadOnlySpan<float> x, Span<double> y)
    {
        double sum = 0;
        for (int k = starts[row]; k < starts[row + 1]; k++)
            sum += values[k] * x[columns[k]];
        y[row] = sum;
    }

    /// <summary>Steps through memory at random: each step decides the next.</summary>
    [HmmKernel]
    public static void Wander(int i, int steps, ReadOnlySpan<uint> x, Span<uint> marks, Span<ulong> sums)
    {
        uint at = (uint)i * 2654435761u;
        ulong sum = 0;
        for (int step = 0; step < steps; step++)
        {
            at = at * 1664525u + x[(int)(at % (uint)x.Length)];
            sum = sum * 31 + at;
        }

        Interlocked.Add(ref marks[(int)(at % (uint)marks.Length)], 1u);
        sums[i] = sum;
    }

    /// <summary>Counts how often each group occurs.</summary>
    [HmmKernel]
    public static void CountGroups(int i, ReadOnlySpan<int> groups, Span<int> counts) => Interlocked.Increment(ref counts[groups[i]]);

    /// <summary>Looks a key up in a table of hashes: all of eight places are looked at.</summary>
    [HmmKernel]
    public static void ProbeEight(int i, int mask, ReadOnlySpan<int> wanted, ReadOnlySpan<int> keys, ReadOnlySpan<int> values, Span<int> found)
    {
        int key = wanted[i], at = key * 40503 & mask, result = -1;
        for (int step = 0; step < 8; step++)
        {
            int place = (at + step) & mask;
            if (keys[place] == key)
                result = values[place];
        }

        found[i] = result;
    }

    /// <summary>A step of a bitonic sort: the lower item of each pair compares and exchanges.</summary>
    [HmmKernel]
    public static void BitonicStep(int i, int distance, int size, Span<int> x)
    {
        int other = i ^ distance;
        if (other > i && ((i & size) == 0 ? x[i] > x[other] : x[i] < x[other]))
            (x[i], x[other]) = (x[other], x[i]);
    }

    /// <summary>Adds and subtracts what lies 2^log apart, as a pass of a Fourier transform does.</summary>
    [HmmKernel]
    public static void Butterfly(int pair, int log, Span<int> x)
    {
        int i = ((pair >> log) << (log + 1)) | (pair & ((1 << log) - 1)), j = i | (1 << log);
        (x[i], x[j]) = (x[i] + x[j], x[i] - x[j]);
    }
}
