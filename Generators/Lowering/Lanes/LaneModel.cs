using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>A kernel whose work items run as lanes of vectors on the host.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Spreads">How its values differ between work items.</param>
/// <param name="Regions">The blocks in which some lanes may rest.</param>
/// <param name="Blends">Which assignments keep what resting lanes have.</param>
/// <param name="Groups">The vectors that run side by side along the last index.</param>
/// <param name="Rows">The rows that run side by side along the index before it; 1 for one.</param>
/// <param name="IsChecked">Whether every index is checked. Otherwise the kernel runs so only where the plan has all accesses in bounds.</param>
/// <param name="Walks">The loops in which items walk along rows of their own.</param>
internal sealed record LaneModel(
    KernelModel Kernel, LaneSpreads Spreads, LaneRegions Regions, LaneBlends Blends, int Groups, int Rows, bool IsChecked, IReadOnlyList<RowWalk> Walks)
{
    /// <summary>The lanes of a group.</summary>
    public const int Width = 8;
}
