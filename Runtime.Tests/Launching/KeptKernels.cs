namespace HmmGen.Tests.Launching;

/// <summary>Kernels that are launched again and again.</summary>
public static partial class KeptKernels
{
    /// <summary>Two numbers.</summary>
    public readonly record struct Pair(int Factor, long Summand);

    /// <summary>An argument that is a struct; a plan that names all elements.</summary>
    [HmmKernel]
    public static void Scale(int i, Pair pair, ReadOnlySpan<int> x, Span<int> y) => y[i] = (x[i] * pair.Factor) + (int)pair.Summand;

    /// <summary>Elements that the plan does not name.</summary>
    [HmmKernel]
    public static void Gather(int i, ReadOnlySpan<int> places, ReadOnlySpan<int> x, Span<int> y) => y[i] = x[places[i]];

    /// <summary>The same memory as other elements.</summary>
    [HmmKernel]
    public static void AddLong(int i, long value, Span<long> y) => y[i] += value;

    /// <summary>A guard that a device checks.</summary>
    [HmmKernel]
    public static void Divide(int i, int divisor, Span<int> y) => y[i] /= divisor;
}
