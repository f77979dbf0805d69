namespace HmmGen.Stress.Collector;

/// <summary>The kernel that makes memory a device's.</summary>
public static partial class OwnershipKernels
{
    /// <summary>Overwrites everything: <paramref name="seed"/>, <paramref name="seed"/> + 1, and so on.</summary>
    /// <param name="i">The element.</param>
    /// <param name="seed">The first value.</param>
    /// <param name="target">The memory.</param>
    [HmmKernel]
    public static void Number(int i, long seed, Span<long> target) => target[i] = seed + i;
}
