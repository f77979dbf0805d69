namespace HmmGen.Tests.Generated.Methods;

/// <summary>Small kernels that tests of launches, of memory and of engines run.</summary>
internal static partial class Ops
{
    /// <summary>Where <see cref="Saxpy"/> changes y.</summary>
    public static SourcePlace SaxpyPlace { get; } = SourcePlace.Below(7);

    /// <summary>Everything is known before it runs. It reads x before y.</summary>
    [HmmKernel]
    public static void Saxpy(int i, float a, ReadOnlySpan<float> x, Span<float> y)
    {
        float product = a * x[i];
        y[i] += product;
    }

    /// <summary>Where <see cref="Gather"/> reads x.</summary>
    public static SourcePlace GatherPlace { get; } = SourcePlace.Below(4);

    /// <summary>Which elements of x are read depends on data.</summary>
    [HmmKernel]
    public static void Gather(int i, ReadOnlySpan<int> indices, ReadOnlySpan<long> x, Span<long> y) => y[i] = x[indices[i]];

    /// <summary>Each work item counts the effects that it has, each of which may fault.</summary>
    [HmmKernel]
    public static void Effects(int i, Span<int> marks, Span<int> counts, ReadOnlySpan<int> values, Span<int> sums)
    {
        marks[i] += 3;
        Interlocked.Increment(ref counts[i % counts.Length]);
        int value = values[(int)(i * 7919L % values.Length)];
        Interlocked.Add(ref sums[value % sums.Length], value);
    }

    /// <summary>Work items that need two pages again and again.</summary>
    [HmmKernel]
    public static void Dot(int i, int strip, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> sums)
    {
        double sum = 0;
        for (int j = i * strip; j < (i + 1) * strip; j++)
        {
            sum += x[j] * y[j];
        }

        sums[i] = sum;
    }

    /// <summary>Every access depends on the one before.</summary>
    [HmmKernel]
    public static void Chase(int i, int steps, ReadOnlySpan<int> next, Span<int> ends)
    {
        int at = i;
        for (int step = 0; step < steps; step++)
        {
            at = next[at];
        }

        ends[i] = at;
    }

    /// <summary>Where <see cref="Divide"/> divides.</summary>
    public static SourcePlace DividePlace { get; } = SourcePlace.Below(4);

    /// <summary>Can fail where no memory is touched.</summary>
    [HmmKernel]
    public static void Divide(int i, int value, ReadOnlySpan<int> divisors, Span<int> target) => target[i] = value / divisors[i];

    /// <summary>Where <see cref="Fill"/> writes.</summary>
    public static SourcePlace FillPlace { get; } = SourcePlace.Below(4);

    /// <summary>Overwrites elements without a look at them.</summary>
    [HmmKernel]
    public static void Fill(int i, int value, Span<int> target) => target[i] = value;

    /// <summary>Where <see cref="Throw"/> throws for 1; for 2 and 3 it is one and two lines below, for a hundred four.</summary>
    public static SourcePlace ThrowPlace { get; } = SourcePlace.Below(11);

    /// <summary>
    /// Throws exceptions of its own, which values choose; the last of them only after a change that keeps it from coming again when the
    /// work item is run again.
    /// </summary>
    [HmmKernel(Rank = 2)]
    public static void Throw(int row, int column, int width, ReadOnlySpan<int> values, Span<int> target)
    {
        int i = row * width + column;
        int value = values[i];
        if (value == 1) throw new InvalidOperationException("one");
        if (value == 2) throw new ArgumentException("two", nameof(values));
        if (value == 3) throw new ThrowException(-1);
        target[i] += 1;
        if (target[i] == 100) throw new ArgumentOutOfRangeException(nameof(target), "a hundred");
    }
}
