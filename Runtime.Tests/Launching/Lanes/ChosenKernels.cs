namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Kernels that look for the greatest and the least number of a row by comparisons that are written out, from a number on that may be none.</summary>
internal static partial class ChosenKernels
{
    /// <summary>The element is loaded again where it is taken.</summary>
    [HmmKernel]
    public static void Greatest(int row, int width, ReadOnlySpan<float> rows, Span<float> results)
    {
        float most = results[row];
        for (int j = 0; j < width; j++)
        {
            if (rows[row * width + j] > most) most = rows[row * width + j];
        }

        results[row] = most;
    }

    /// <summary>Of equal ones the last.</summary>
    [HmmKernel]
    public static void GreatestLast(int row, int width, ReadOnlySpan<float> rows, Span<float> results)
    {
        float most = results[row];
        for (int j = 0; j < width; j++)
        {
            float value = rows[row * width + j];
            most = value >= most ? value : most;
        }

        results[row] = most;
    }

    /// <summary>What is no number replaces what was found.</summary>
    [HmmKernel]
    public static void GreatestOrNone(int row, int width, ReadOnlySpan<float> rows, Span<float> results)
    {
        float most = results[row];
        for (int j = 0; j < width; j++)
        {
            float value = rows[row * width + j];
            most = most > value ? most : value;
        }

        results[row] = most;
    }

    /// <summary>The same, but of equal ones the first.</summary>
    [HmmKernel]
    public static void GreatestUnlessLess(int row, int width, ReadOnlySpan<float> rows, Span<float> results)
    {
        float most = results[row];
        for (int j = 0; j < width; j++)
        {
            float value = rows[row * width + j];
            if (!(value <= most)) most = value;
        }

        results[row] = most;
    }

    /// <summary>In a loop that reaches its limit and starts at a number that an argument gives, of what is computed.</summary>
    [HmmKernel]
    public static void Least(int row, int width, int first, int last, ReadOnlySpan<float> rows, Span<float> results)
    {
        float least = results[row];
        for (int j = first; j <= last; j++)
        {
            if (least > -rows[row * width + j]) least = -rows[row * width + j];
        }

        results[row] = least;
    }

    /// <summary>Of equal ones the last; the element beside is another one.</summary>
    [HmmKernel]
    public static void LeastLast(int row, int width, ReadOnlySpan<float> rows, ReadOnlySpan<float> shared, Span<float> results)
    {
        float least = results[row];
        for (int j = 0; j < width; j++)
        {
            float value = rows[row * width + j] - shared[j];
            if (value <= least) least = value;
        }

        results[row] = least;
    }

    /// <summary>What is no number replaces what was found.</summary>
    [HmmKernel]
    public static void LeastOrNone(int row, int width, ReadOnlySpan<double> rows, Span<double> results)
    {
        double least = results[row];
        for (int j = 0; j < width; j++) least = least < rows[row * width + j] ? least : rows[row * width + j];
        results[row] = least;
    }

    /// <summary>Of pairs of vectors.</summary>
    [HmmKernel]
    public static void GreatestDouble(int row, int width, ReadOnlySpan<double> rows, Span<double> results)
    {
        double most = results[row];
        for (int j = 0; j < width; j++)
        {
            if (most < rows[row * width + j]) most = rows[row * width + j];
        }

        results[row] = most;
    }

    /// <summary>The place of the greatest, too.</summary>
    [HmmKernel]
    public static void PlaceOfGreatest(int row, int width, ReadOnlySpan<float> rows, Span<float> results, Span<int> places)
    {
        float most = results[row];
        int place = places[row];
        for (int j = 0; j < width; j++)
        {
            if (rows[row * width + j] > most)
            {
                most = rows[row * width + j];
                place = j;
            }
        }

        results[row] = most;
        places[row] = place;
    }

    /// <summary>The least of what is computed and its place, in a loop that starts anywhere and reaches its limit.</summary>
    [HmmKernel]
    public static void PlaceOfLeast(int row, int width, int first, int last, ReadOnlySpan<double> rows, Span<double> results, Span<int> places)
    {
        double least = results[row];
        int place = places[row];
        for (int j = first; j <= last; j++)
        {
            double value = -rows[row * width + j];
            if (least > value)
            {
                place = j;
                least = value;
            }
        }

        results[row] = least;
        places[row] = place;
    }

    /// <summary>Of equal ones the last one's place.</summary>
    [HmmKernel]
    public static void LastPlaceOfGreatest(int row, int width, ReadOnlySpan<float> rows, Span<float> results, Span<int> places)
    {
        float most = results[row];
        int place = places[row];
        for (int j = 0; j < width; j++)
        {
            float value = rows[row * width + j];
            if (value >= most) (most, place) = (value, j);
        }

        results[row] = most;
        places[row] = place;
    }

    /// <summary>A place that NaN takes, too.</summary>
    [HmmKernel]
    public static void PlaceOfGreatestOrNone(int row, int width, ReadOnlySpan<float> rows, Span<float> results, Span<int> places)
    {
        float most = results[row];
        int place = places[row];
        for (int j = 0; j < width; j++)
        {
            float value = rows[row * width + j];
            if (!(value <= most))
            {
                most = value;
                place = j;
            }
        }

        results[row] = most;
        places[row] = place;
    }

    /// <summary>The place that another comparison gives.</summary>
    [HmmKernel]
    public static void PlaceOfAnother(int row, int width, ReadOnlySpan<float> rows, Span<float> results, Span<int> places)
    {
        float most = results[row];
        int place = places[row];
        for (int j = 0; j < width; j++)
        {
            float value = rows[row * width + j];
            place = value >= most ? j : place;
            most = value > most ? value : most;
        }

        results[row] = most;
        places[row] = place;
    }

    /// <summary>The place and the greatest of whole numbers.</summary>
    [HmmKernel]
    public static void PlaceOfGreatestInt(int row, int width, ReadOnlySpan<int> rows, Span<int> results, Span<int> places)
    {
        int most = results[row];
        int place = places[row];
        for (int j = 0; j < width; j++)
        {
            if (!(rows[row * width + j] <= most))
            {
                most = rows[row * width + j];
                place = j;
            }
        }

        results[row] = most;
        places[row] = place;
    }

    /// <summary>The same of numbers of 64 bits without a sign.</summary>
    [HmmKernel]
    public static void PlaceOfLeastUnsigned(int row, int width, ReadOnlySpan<ulong> rows, Span<ulong> results, Span<int> places)
    {
        ulong least = results[row];
        int place = places[row];
        for (int j = 0; j < width; j++)
        {
            ulong value = rows[row * width + j];
            if (value < least)
            {
                least = value;
                place = j;
            }
        }

        results[row] = least;
        places[row] = place;
    }

    /// <summary>Whole numbers.</summary>
    [HmmKernel]
    public static void GreatestInt(int row, int width, ReadOnlySpan<int> rows, Span<int> results)
    {
        int most = results[row];
        for (int j = 0; j < width; j++)
        {
            if (most <= rows[row * width + j]) most = rows[row * width + j];
        }

        results[row] = most;
    }

    /// <inheritdoc cref="GreatestInt"/>
    [HmmKernel]
    public static void LeastUnsigned(int row, int width, ReadOnlySpan<ulong> rows, Span<ulong> results)
    {
        ulong least = results[row];
        for (int j = 0; j < width; j++) least = least < rows[row * width + j] ? least : rows[row * width + j];
        results[row] = least;
    }

    /// <summary>Of what the loop changes in place: to walk again would change it again.</summary>
    [HmmKernel]
    public static void GreatestChanged(int row, int width, Span<float> rows, Span<float> results)
    {
        float most = results[row];
        for (int j = 0; j < width; j++)
        {
            float value = rows[row * width + j] * 0.5f;
            rows[row * width + j] = value;
            if (value > most) most = value;
        }

        results[row] = most;
    }

    /// <summary>A sum of some of the numbers, and two tests in one.</summary>
    [HmmKernel]
    public static void SumOfSome(int row, int width, float least, ReadOnlySpan<float> rows, Span<float> results)
    {
        float sum = results[row];
        for (int j = 0; j < width; j++)
        {
            float value = rows[row * width + j];
            if (value > least && j != row) sum += value;
            else sum -= 1;
        }

        results[row] = sum;
    }

    /// <summary>May compute in any order, and tells NaN apart.</summary>
    [HmmKernel(FloatingPoint = HmmFloatingPoint.Fast)]
    public static void GreatestFast(int row, int width, ReadOnlySpan<float> rows, Span<float> results)
    {
        float most = results[row];
        for (int j = 0; j < width; j++)
        {
            float value = rows[row * width + j];
            most = most > value ? most : value;
        }

        results[row] = most;
    }
}
