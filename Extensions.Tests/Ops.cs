namespace HmmGen.Extensions.Tests;

/// <summary>A kernel.</summary>
internal static partial class Ops
{
    /// <summary>Doubles elements.</summary>
    [HmmKernel]
    public static void Double(int i, Span<int> x) => x[i] *= 2;
}
