namespace HmmGen.Tests.Child;

/// <summary>Kernels whose work the host can follow.</summary>
internal static partial class Kernels
{
    /// <summary>Adds to each element.</summary>
    [HmmKernel]
    public static void Add(int i, int value, Span<int> target) => target[i] += value;

    /// <summary>Adds to every other element.</summary>
    [HmmKernel]
    public static void AddToEven(int i, int value, Span<int> target) => target[i * 2] += value;

    /// <summary>Reads one array and overwrites another.</summary>
    [HmmKernel]
    public static void Copy(int i, ReadOnlySpan<int> source, Span<int> target) => target[i] = source[i];
}
