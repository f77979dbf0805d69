namespace HmmGen.Corpus;

/// <summary>Calls of static methods.</summary>
public static partial class Calls
{
    /// <summary>Helpers that call helpers.</summary>
    [HmmKernel]
    public static void Scalars(int i, ReadOnlySpan<double> x, Span<double> y) => y[i] = Cube(x[i]) - Square(Square(x[i]));

    /// <summary>A helper reads a span, with a loop and an early return of its own.</summary>
    [HmmKernel]
    public static void FirstAbove(int i, int width, float threshold, ReadOnlySpan<float> x, Span<int> places)
        => places[i] = Find(x, i * width, width, threshold);

    /// <summary>A helper reads slices; called twice.</summary>
    [HmmKernel]
    public static void RowProducts(int i, int width, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> products)
    {
        ReadOnlySpan<float> row = a.Slice(i * width, width);
        products[i] = Dot(row, b.Slice(i * width, width)) / (1f + Dot(row, row));
    }

    /// <summary>A helper writes to a span.</summary>
    [HmmKernel]
    public static void WriteRow(int i, int width, Span<short> x) => Ramp(x.Slice(i * width, width), start: i);

    /// <summary>Scalars by ref and by out.</summary>
    [HmmKernel]
    public static void References(int i, int width, ReadOnlySpan<int> x, Span<int> sums, Span<int> counts)
    {
        int sum = 0;
        int count = 0;
        for (int j = 0; j < width; j++)
        {
            Split(x[i * width + j], out int low, out int high);
            Accumulate(ref sum, ref count, low * high);
        }

        sums[i] = sum;
        counts[i] = count;
    }

    /// <summary>Elements by ref.</summary>
    [HmmKernel]
    public static void ElementReferences(int i, Span<int> x)
    {
        OrderPair(ref x[3 * i], ref x[3 * i + 1]);
        OrderPair(ref x[3 * i + 1], ref x[3 * i + 2]);
        OrderPair(ref x[3 * i], ref x[3 * i + 1]);
    }

    /// <summary>Static local functions, one of them with a loop.</summary>
    [HmmKernel]
    public static void LocalFunctions(int i, ReadOnlySpan<uint> x, Span<uint> y)
    {
        y[i] = Greatest(x[i], Twist(x[i]));

        static uint Twist(uint value) => (value << 7 | value >> 25) ^ 0x9E3779B9;

        static uint Greatest(uint a, uint b)
        {
            while (b != 0)
                (a, b) = (b, a % b);
            return a;
        }
    }

    /// <summary>A struct by value and back, through a helper of another type.</summary>
    [HmmKernel]
    public static void StructHelper(int i, ReadOnlySpan<Float3> x, Span<Float3> y) => y[i] = Geometry.Halve(x[i], by: 1);

    private static double Square(double value) => value * value;

    private static double Cube(double value) => value * Square(value);

    private static int Find(ReadOnlySpan<float> x, int start, int count, float threshold)
    {
        for (int j = start; j < start + count; j++)
        {
            if (x[j] > threshold)
                return j - start;
        }

        return -1;
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float sum = 0;
        for (int j = 0; j < a.Length; j++)
            sum += a[j] * b[j];
        return sum;
    }

    private static void Ramp(Span<short> x, int start)
    {
        for (int j = 0; j < x.Length; j++)
            x[j] = (short)(x[j] + start * j);
    }

    private static void Split(int value, out int low, out int high)
    {
        low = value & 0xFF;
        high = value >> 8;
    }

    private static void Accumulate(ref int sum, ref int count, int value)
    {
        if (value % 2 != 0)
            return;
        sum += value;
        count++;
    }

    private static void OrderPair(ref int low, ref int high)
    {
        if (low > high)
            (low, high) = (high, low);
    }
}
