namespace HmmGen.Tests.Launching.Ahead;

/// <summary>Kernels whose chunks share pages with their neighbours.</summary>
public static partial class AheadKernels
{
    /// <summary>Adds the neighbours of each element.</summary>
    [HmmKernel]
    public static void Blur(int i, ReadOnlySpan<int> source, Span<int> target)
    {
        int sum = source[i];
        if (i > 0)
        {
            sum += source[i - 1];
        }

        if (i + 1 < source.Length)
        {
            sum += source[i + 1];
        }

        target[i] = sum;
    }

    /// <summary>Adds to an element and to the one that is as far from the end: each page is touched by two chunks.</summary>
    [HmmKernel]
    public static void AddBoth(int i, Span<int> target)
    {
        Interlocked.Add(ref target[i], 1);
        Interlocked.Add(ref target[target.Length - 1 - i], 1);
    }

    /// <summary>Writes two arrays.</summary>
    [HmmKernel]
    public static void Count(int i, Span<int> first, Span<int> second)
    {
        first[i]++;
        second[i]--;
    }

    /// <summary>Adds the elements of rows to one row, which all chunks write.</summary>
    [HmmKernel]
    public static void AddRows(int i, ReadOnlySpan<int> source, Span<int> target) => Interlocked.Add(ref target[i % target.Length], source[i]);
}
