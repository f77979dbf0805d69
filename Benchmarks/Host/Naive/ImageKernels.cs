namespace HmmGen.Benchmarks.Host.Naive;

/// <summary>Kernels over images.</summary>
public static partial class ImageKernels
{
    /// <summary>How many steps a point of the plane stays near.</summary>
    [HmmKernel(Rank = 2)]
    public static void Mandelbrot(int row, int column, int width, float scale, int most, Span<int> steps)
    {
        float x0 = column * scale - 2f, y0 = row * scale - 1.25f;
        float x = 0, y = 0;
        int step = 0;
        while (step < most && x * x + y * y <= 4f)
        {
            float next = x * x - y * y + x0;
            y = 2f * x * y + y0;
            x = next;
            step++;
        }

        steps[row * width + column] = step;
    }

    /// <summary>The mean of a pixel and its four neighbours; the border stays.</summary>
    [HmmKernel(Rank = 2)]
    public static void Stencil(int row, int column, int height, int width, ReadOnlySpan<float> source, Span<float> target)
    {
        int at = row * width + column;
        if (row == 0 || row == height - 1 || column == 0 || column == width - 1)
        {
            target[at] = source[at];
            return;
        }

        target[at] = 0.2f * (source[at] + source[at - width] + source[at + width] + source[at - 1] + source[at + 1]);
    }

    /// <summary>The convolution with nine weights, of an image that has a border of one pixel.</summary>
    [HmmKernel(Rank = 2)]
    public static void Convolve(int row, int column, int width, ReadOnlySpan<float> weights, ReadOnlySpan<float> source, Span<float> target)
    {
        float sum = 0;
        for (int y = 0; y < 3; y++)
        {
            for (int x = 0; x < 3; x++)
            {
                sum += weights[y * 3 + x] * source[(row + y) * (width + 2) + column + x];
            }
        }

        target[row * width + column] = sum;
    }
}
