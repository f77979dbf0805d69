namespace HmmGen.Corpus;

/// <summary>Elements and their neighbours.</summary>
public static partial class Stencils
{
    /// <summary>The mean of three, where there are three.</summary>
    [HmmKernel]
    public static void Blur(int i, ReadOnlySpan<float> x, Span<float> y)
    {
        if (i > 0 && i + 1 < x.Length)
            y[i] = (x[i - 1] + x[i] + x[i + 1]) * (1f / 3f);
        else
            y[i] = x[i];
    }

    /// <summary>A window with a loop, clamped at both ends.</summary>
    [HmmKernel]
    public static void Window(int i, int radius, ReadOnlySpan<int> x, Span<int> y)
    {
        int first = Math.Max(0, i - radius);
        int last = Math.Min(x.Length - 1, i + radius);
        int sum = 0;
        for (int j = first; j <= last; j++)
            sum += x[j];
        y[i] = sum;
    }

    /// <summary>The five-point stencil of heat conduction.</summary>
    [HmmKernel(Rank = 2)]
    public static void Heat(int row, int column, int rows, int columns, float rate, ReadOnlySpan<float> before, Span<float> after)
    {
        int here = row * columns + column;
        if (row == 0 || column == 0 || row == rows - 1 || column == columns - 1)
        {
            after[here] = before[here];
            return;
        }

        float around = before[here - columns] + before[here - 1] + before[here + 1] + before[here + columns];
        after[here] = before[here] + rate * (around - 4f * before[here]);
    }

    /// <summary>A seven-point stencil in three dimensions; the border is left as it is.</summary>
    [HmmKernel(Rank = 3)]
    public static void Laplace(int z, int y, int x, int depth, int height, int width, ReadOnlySpan<double> u, Span<double> v)
    {
        if (z > 0 && z < depth - 1 && y > 0 && y < height - 1 && x > 0 && x < width - 1)
        {
            int plane = height * width;
            int here = z * plane + y * width + x;
            v[here] = u[here - plane] + u[here - width] + u[here - 1] + u[here + 1] + u[here + width] + u[here + plane] - 6 * u[here];
        }
    }

    /// <summary>Conway's game of life on a torus.</summary>
    [HmmKernel(Rank = 2)]
    public static void Life(int row, int column, int rows, int columns, ReadOnlySpan<byte> before, Span<byte> after)
    {
        int neighbours = 0;
        for (int dy = -1; dy <= 1; dy++)
        {
            for (int dx = -1; dx <= 1; dx++)
            {
                if (dy == 0 && dx == 0)
                    continue;
                int y = (row + dy + rows) % rows;
                int x = (column + dx + columns) % columns;
                neighbours += before[y * columns + x];
            }
        }

        bool alive = before[row * columns + column] != 0;
        after[row * columns + column] = (byte)(neighbours == 3 || alive && neighbours == 2 ? 1 : 0);
    }
}
