namespace HmmGen.Corpus;

/// <summary>Tuples and deconstruction.</summary>
public static partial class Tuples
{
    /// <summary>Exchanges two arrays.</summary>
    [HmmKernel]
    public static void Swap(int i, Span<float> a, Span<float> b) => (a[i], b[i]) = (b[i], a[i]);

    /// <summary>A helper with two results.</summary>
    [HmmKernel]
    public static void DivRem(int i, int divisor, ReadOnlySpan<int> x, Span<int> quotients, Span<int> remainders)
        => (quotients[i], remainders[i]) = Divide(x[i], divisor);

    /// <summary>Fibonacci numbers by simultaneous assignment.</summary>
    [HmmKernel]
    public static void Fibonacci(int i, ReadOnlySpan<byte> places, Span<ulong> numbers)
    {
        (ulong current, ulong next) = (0UL, 1UL);
        for (int step = 0; step < places[i]; step++)
            (current, next) = (next, current + next);
        numbers[i] = current;
    }

    /// <summary>Tuples compared and kept in a local.</summary>
    [HmmKernel]
    public static void Order(int i, ReadOnlySpan<int> a, ReadOnlySpan<int> b, Span<int> result)
    {
        (int Low, int High) range = a[i] < b[i] ? (a[i], b[i]) : (b[i], a[i]);
        result[i] = range == (0, 0) ? -1 : range.High - range.Low;
    }

    /// <summary>A switch over a tuple.</summary>
    [HmmKernel]
    public static void Axes(int i, ReadOnlySpan<int> a, ReadOnlySpan<int> b, Span<int> result)
        => result[i] = (a[i], b[i]) switch
        {
            (0, 0) => 0,
            (0, _) => 1,
            (_, 0) => 2,
            var (x, y) => x * y,
        };

    private static (int Quotient, int Remainder) Divide(int value, int divisor) => (value / divisor, value % divisor);
}
