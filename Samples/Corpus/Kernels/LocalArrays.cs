namespace HmmGen.Corpus;

/// <summary>Small arrays of a work item's own.</summary>
public static partial class LocalArrays
{
    /// <summary>Sorts eight elements by a network of comparisons.</summary>
    [HmmKernel]
    public static void SortEight(int i, Span<int> x)
    {
        Span<int> local = stackalloc int[8];
        for (int j = 0; j < 8; j++)
            local[j] = x[i * 8 + j];
        for (int size = 2; size <= 8; size *= 2)
        {
            for (int stride = size / 2; stride > 0; stride /= 2)
            {
                for (int j = 0; j < 8; j++)
                {
                    int partner = j ^ stride;
                    bool ascending = (j & size) == 0;
                    if (partner > j && local[j] > local[partner] == ascending)
                        (local[j], local[partner]) = (local[partner], local[j]);
                }
            }
        }

        for (int j = 0; j < 8; j++)
            x[i * 8 + j] = local[j];
    }

    /// <summary>The median of nine neighbours by insertion.</summary>
    [HmmKernel(Rank = 2)]
    public static void Median(int row, int column, int rows, int columns, ReadOnlySpan<float> image, Span<float> filtered)
    {
        Span<float> local = stackalloc float[9];
        int count = 0;
        for (int y = Math.Max(0, row - 1); y <= Math.Min(rows - 1, row + 1); y++)
        {
            for (int x = Math.Max(0, column - 1); x <= Math.Min(columns - 1, column + 1); x++)
            {
                float value = image[y * columns + x];
                int place = count++;
                while (place > 0 && local[place - 1] > value)
                {
                    local[place] = local[place - 1];
                    place--;
                }

                local[place] = value;
            }
        }

        filtered[row * columns + column] = local[count / 2];
    }

    /// <summary>Counts letters; relies on the array being cleared.</summary>
    [HmmKernel]
    public static void MostFrequent(int i, int width, ReadOnlySpan<byte> text, Span<byte> letters)
    {
        const int kinds = 16;
        Span<int> counts = stackalloc int[kinds];
        foreach (byte letter in text.Slice(i * width, width))
            counts[letter & 15]++;
        int best = 0;
        for (int kind = 1; kind < counts.Length; kind++)
        {
            if (counts[kind] > counts[best])
                best = kind;
        }

        letters[i] = (byte)best;
    }

    /// <summary>An explicit stack walks a tree that each item roots elsewhere.</summary>
    [HmmKernel]
    public static void TreeSum(int i, ReadOnlySpan<int> left, ReadOnlySpan<int> right, ReadOnlySpan<int> values, Span<int> sums)
    {
        Span<int> stack = stackalloc int[32];
        int depth = 0;
        int sum = 0;
        stack[depth++] = i;
        while (depth > 0)
        {
            int node = stack[--depth];
            sum += values[node];
            if (right[node] >= 0)
                stack[depth++] = right[node];
            if (left[node] >= 0)
                stack[depth++] = left[node];
        }

        sums[i] = sum;
    }
}
