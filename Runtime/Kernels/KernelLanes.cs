namespace HmmGen.Kernels;

/// <summary>How a kernel runs work items as lanes of vectors on the host.</summary>
/// <param name="Items">The items of a row that run side by side, a multiple of 8.</param>
/// <param name="Rows">The rows that run side by side; 1 for one.</param>
/// <param name="IsChecked">Whether the indices that no plan names are checked. The plan must have all others in bounds.</param>
/// <param name="IsFree">Whether all indices are checked, so that nothing is asked of the plan.</param>
/// <param name="HasPanels">Whether tiles below each other keep what they share in a panel.</param>
internal sealed record KernelLanes(int Items, int Rows, bool IsChecked, bool IsFree, bool HasPanels);
