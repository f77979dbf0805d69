namespace HmmGen.Tests.Generated.Methods;

/// <summary>Stencils that are launched where all neighbours are, and so have no conditions.</summary>
internal static partial class StencilKernels
{
    /// <summary>An element and its four neighbours.</summary>
    [HmmKernel(Rank = 2)]
    public static void Cross(int row, int column, int columns, ReadOnlySpan<float> x, Span<float> y)
    {
        int here = row * columns + column;
        y[here] = x[here - columns] + x[here - 1] + x[here] + x[here + 1] + x[here + columns];
    }
}
