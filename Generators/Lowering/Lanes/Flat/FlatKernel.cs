using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes.Flat;

/// <summary>
/// A kernel whose last index counts the items of rows one after another, with two indices in its place: the row, and the place in it. In lanes along a row, the
/// quotient of the one index is the same for all, and its remainder grows by one.
/// </summary>
/// <param name="Kernel">The kernel with one index more.</param>
/// <param name="Length">The length of rows.</param>
/// <param name="Products">What the kernel divides by. A launch sees that none of them wraps.</param>
/// <param name="Limits">Below what its items have work.</param>
/// <param name="Unplanned">The sites whose index no plan names.</param>
internal sealed record FlatKernel(
    KernelModel Kernel, FlatFactors Length, EquatableArray<FlatFactors> Products, EquatableArray<FlatLimit> Limits, EquatableArray<int> Unplanned)
{
    /// <summary>Finds the rows of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="unplanned">The sites whose index no plan names.</param>
    /// <returns>The kernel with rows; null when nothing is divided in it by a number that a launch knows, or it has three dimensions already.</returns>
    public static FlatKernel? Of(KernelModel kernel, EquatableArray<int> unplanned)
    {
        if (kernel.Indices.Count > 2 || kernel.Body.Blocks.Count == 0)
        {
            return null;
        }

        FlatTerms terms = new(kernel);
        return FlatLengths.Best(kernel, terms) is { } length ? new FlatRewriting(kernel, terms, length).Run(unplanned) : null;
    }
}
