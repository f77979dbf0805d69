namespace HmmGen.Tool.Measuring;

/// <summary>The kernels that are measured.</summary>
internal static partial class BenchKernels
{
    /// <summary>Sets elements.</summary>
    [HmmKernel]
    public static void Fill(int i, int value, Span<int> target) => target[i] = value;

    /// <summary>Does next to nothing.</summary>
    [HmmKernel]
    public static void Nothing(int i, int value, Span<int> target)
    {
        if (i < 0)
        {
            target[i] = value;
        }
    }

    /// <summary>Reads an element whose place is data, so that its page comes by a fault.</summary>
    [HmmKernel]
    public static void Touch(int i, ReadOnlySpan<int> places, ReadOnlySpan<int> source, Span<int> found) => found[i] = source[places[i]];
}
