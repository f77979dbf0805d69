namespace HmmGen.Tests.Launching;

/// <summary>Kernels whose elements only the contents of an array tell.</summary>
public static partial class IndexKernels
{
    /// <summary>Reads an element that an index names.</summary>
    [HmmKernel]
    public static void Read(int i, ReadOnlySpan<int> indices, ReadOnlySpan<int> source, Span<int> target) => target[i] = source[indices[i]];

    /// <summary>Changes an element that an index names. No two items name the same one.</summary>
    [HmmKernel]
    public static void Change(int i, int value, ReadOnlySpan<int> indices, Span<int> target) => target[indices[i]] += value + i;
}
