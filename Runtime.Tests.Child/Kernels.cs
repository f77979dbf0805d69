namespace HmmGen.Tests.Child;

/// <summary>Kernels whose work the host can follow.</summary>
internal static partial class Kernels
{
    /// <summary>Adds to each element.</summary>
    [HmmKernel]
    public static void Add(int i, int value, Span<int> target) => target[i] += value;
}
