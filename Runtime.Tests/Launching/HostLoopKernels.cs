namespace HmmGen.Tests.Launching;

/// <summary>Kernels that count their items, by the places of a box, and fail at one of them.</summary>
internal static partial class HostLoopKernels
{
    [HmmKernel]
    public static void Line(int i, int first0, int failing, Span<int> counts)
    {
        if (i - first0 == failing)
        {
            throw new InvalidOperationException();
        }

        counts[i - first0]++;
    }

    [HmmKernel(Rank = 2)]
    public static void Plane(int i, int j, int first0, int first1, int size1, int failing, Span<int> counts)
    {
        int place = (i - first0) * size1 + (j - first1);
        if (place == failing)
        {
            throw new InvalidOperationException();
        }

        counts[place]++;
    }

    [HmmKernel(Rank = 3)]
    public static void Space(int h, int i, int j, int first0, int first1, int first2, int size1, int size2, int failing, Span<int> counts)
    {
        int place = ((h - first0) * size1 + (i - first1)) * size2 + (j - first2);
        if (place == failing)
        {
            throw new InvalidOperationException();
        }

        counts[place]++;
    }
}
