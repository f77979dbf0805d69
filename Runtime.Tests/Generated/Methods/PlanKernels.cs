namespace HmmGen.Tests.Generated.Methods;

/// <summary>Kernels whose indices are of many kinds; what they compute does not matter.</summary>
internal static partial class PlanKernels
{
    /// <summary>Two offsets.</summary>
    [HmmKernel]
    public static void Shift(int i, int from, int to, ReadOnlySpan<int> x, Span<int> y) => y[i + to] = x[i + from];

    /// <summary>A stride of either sign.</summary>
    [HmmKernel]
    public static void Strided(int i, int stride, int offset, ReadOnlySpan<double> x, Span<byte> y) => y[i] = (byte)x[i * stride + offset];

    /// <summary>From the end, and counted from the end.</summary>
    [HmmKernel]
    public static void Backwards(int i, ReadOnlySpan<short> x, Span<short> y) => y[y.Length - 1 - i] = x[^(i + 1)];

    /// <summary>Nested loops over blocks with gaps between the rows.</summary>
    [HmmKernel]
    public static void Blocks(int i, int rows, int columns, int pitch, ReadOnlySpan<int> x, Span<long> sums)
    {
        long sum = 0;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                sum += x[(i * rows + row) * pitch + column];
        }

        sums[i] = sum;
    }

    /// <summary>A loop whose end is the work item's index.</summary>
    [HmmKernel]
    public static void Triangle(int row, int n, ReadOnlySpan<float> matrix, Span<float> sums)
    {
        float sum = 0;
        for (int j = 0; j <= row; j++)
            sum += matrix[row * n + j];
        sums[row] = sum;
    }

    /// <summary>A loop that begins at the work item's index.</summary>
    [HmmKernel]
    public static void UpperTriangle(int row, int n, Span<float> matrix)
    {
        for (int j = row + 1; j < n; j++)
            matrix[row * n + j] = 1;
    }

    /// <summary>A loop that counts down in steps.</summary>
    [HmmKernel]
    public static void Down(int i, int count, ReadOnlySpan<ulong> x, Span<ulong> y)
    {
        ulong sum = 0;
        for (int j = count - 1; j >= 0; j -= 2)
            sum += x[i * count + j];
        for (int j = 0; j < count; j += 5)
            y[i * count + j] = sum;
    }

    /// <summary>A loop whose step is an argument.</summary>
    [HmmKernel]
    public static void GridStride(int i, int step, ReadOnlySpan<long> x, Span<long> sums)
    {
        long sum = 0;
        for (int j = i; j < x.Length; j += step)
            sum += x[j];
        sums[i] = sum;
    }

    /// <summary>A condition on the index.</summary>
    [HmmKernel]
    public static void Between(int i, int low, int high, ReadOnlySpan<int> x, Span<int> y)
    {
        if (i >= low && i < high)
            y[i] = x[i - low];
    }

    /// <summary>An early return that keeps the index in range.</summary>
    [HmmKernel]
    public static void Until(int i, int step, ReadOnlySpan<int> x, Span<int> y)
    {
        if (i * step >= x.Length)
            return;
        y[i] = x[i * step];
        if (i % 3 == 1)
            return;
        y[i] += 1;
    }

    /// <summary>A window clamped at both ends.</summary>
    [HmmKernel]
    public static void Clamped(int i, int radius, ReadOnlySpan<int> x, Span<int> y)
    {
        int last = Math.Min(x.Length - 1, i + radius);
        for (int j = Math.Max(0, i - radius); j <= last; j++)
            y[Math.Clamp(i, 0, y.Length - 1)] += x[j];
    }

    /// <summary>Neighbours on a ring.</summary>
    [HmmKernel]
    public static void Ring(int i, int distance, ReadOnlySpan<int> x, Span<int> y)
    {
        int left = i - distance;
        if (left < 0)
            left += y.Length;
        int right = i + distance;
        if (right >= y.Length)
            right -= y.Length;
        y[i] = x[left] + x[right];
    }

    /// <summary>A neighbour that is reflected at both borders.</summary>
    [HmmKernel]
    public static void Reflected(int i, int distance, ReadOnlySpan<int> x, Span<int> y) => y[i] = x[Reflect(i + distance, y.Length)];

    /// <summary>Rows and columns kept at the borders, by a chain of conditions.</summary>
    [HmmKernel(Rank = 2)]
    public static void Kept(int row, int column, int height, int width, ReadOnlySpan<int> x, Span<int> y)
        => y[row * width + column] = x[Keep(row - 2, height) * width + Keep(column + 3, width)];

    /// <summary>The element that a switch chooses.</summary>
    [HmmKernel]
    public static void Switched(int i, int mode, ReadOnlySpan<int> x, Span<int> y)
    {
        int at;
        switch (mode)
        {
            case 0:
                at = i;
                break;
            case 1:
                at = x.Length - 1 - i;
                break;
            case > 6 and < 9:
                at = mode;
                break;
            default:
                at = i / 2;
                break;
        }

        y[i] = x[at];
    }

    /// <summary>The sum of what lies beside, from loop bounds that a border decides.</summary>
    [HmmKernel]
    public static void Beside(int i, ReadOnlySpan<int> x, Span<int> y)
    {
        int end = i == x.Length - 1 ? x.Length : i + 2;
        for (int j = i == 0 ? 0 : i - 1; j < end; j++)
            y[i] += x[j];
    }

    /// <summary>A pointer through rows, with a gap behind each.</summary>
    [HmmKernel]
    public static void Running(int i, int rows, int columns, int gap, ReadOnlySpan<int> x, Span<int> y)
    {
        int at = i * rows * (columns + gap);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                y[i] += x[at++];
            at += gap;
        }
    }

    /// <summary>One of two neighbours, as data says.</summary>
    [HmmKernel]
    public static void Either(int i, ReadOnlySpan<int> signs, ReadOnlySpan<int> x, Span<int> y) => y[i] = x[signs[i] > 2 ? i : i + 1];

    private static int Reflect(int at, int length)
    {
        if (at < 0)
            return -at;
        if (at >= length)
            return 2 * length - 2 - at;
        return at;
    }

    private static int Keep(int at, int length) => at < 0 ? 0 : at >= length ? length - 1 : at;

    /// <summary>Remainders, quotients and shifts.</summary>
    [HmmKernel]
    public static void Wrapped(int i, int period, ReadOnlySpan<int> x, Span<int> y)
    {
        Interlocked.Add(ref y[i % period], x[i / 3]);
        Interlocked.Add(ref y[(i >> 2) & 7], 1);
    }

    /// <summary>Places read from memory.</summary>
    [HmmKernel]
    public static void Gather(int i, ReadOnlySpan<int> places, ReadOnlySpan<Triple> x, Span<Triple> y)
    {
        Triple found = x[places[i]];
        if (found.A > 0)
            y[i] = found;
        else
            y[i].B = 1;
    }

    /// <summary>Counts at two places: the plan knows one of them.</summary>
    [HmmKernel]
    public static void CountTwice(int i, ReadOnlySpan<int> places, Span<int> counts)
    {
        Interlocked.Increment(ref counts[i]);
        Interlocked.Increment(ref counts[places[i]]);
    }

    /// <summary>Whether an access happens depends on data.</summary>
    [HmmKernel]
    public static void Choose(int i, int shift, ReadOnlySpan<bool> mask, ReadOnlySpan<int> a, ReadOnlySpan<int> b, Span<int> y)
        => y[i] = mask[i] && a[i] != 3 ? a[i] : b[i + shift];

    /// <summary>A loop left when data says so, after an effect.</summary>
    [HmmKernel]
    public static void Search(int i, int width, ReadOnlySpan<sbyte> x, Span<int> found)
    {
        found[i] = -1;
        for (int j = i * width; j < (i + 1) * width; j++)
        {
            if (x[j] == 0)
            {
                found[i] = j;
                break;
            }
        }
    }

    /// <summary>A slice, and a reference into it.</summary>
    [HmmKernel]
    public static void Scale(int i, int width, int skip, Span<Triple> x)
    {
        foreach (ref Triple value in x.Slice(i * width, width)[skip..])
            value.A *= 2;
    }

    /// <summary>Rank 2: transposed, with a pitch.</summary>
    [HmmKernel(Rank = 2)]
    public static void Transposed(int row, int column, int pitch, ReadOnlySpan<int> x, Span<int> y)
        => y[column * pitch + row] = x[row * pitch + column];

    /// <summary>Rank 2: diagonals, with coefficients of either sign.</summary>
    [HmmKernel(Rank = 2)]
    public static void Diagonals(int row, int column, int middle, Span<byte> marks, ReadOnlySpan<byte> x)
    {
        if (row >= column)
            marks[(row - column) * 2 + middle] = x[row * 3 + column];
    }

    /// <summary>Rank 3: neighbours where there are some, a border that is left alone.</summary>
    [HmmKernel(Rank = 3)]
    public static void Neighbours(int z, int y, int x, int height, int width, ReadOnlySpan<double> u, Span<double> v)
    {
        int here = (z * height + y) * width + x;
        if (y > 0 && y < height - 1 && x > 0)
            v[here] = u[here - width] + u[here - 1] + u[here + width];
    }
}
