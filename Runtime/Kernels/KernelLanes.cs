namespace HmmGen.Kernels;

/// <summary>How a kernel runs work items as lanes of vectors on the host.</summary>
/// <param name="Rank">The dimensions of the index.</param>
/// <param name="Items">The items of a row that run side by side, a multiple of 8.</param>
/// <param name="Rows">The rows that run side by side; 1 for one.</param>
/// <param name="IsChecked">Whether every index is checked. Otherwise lanes run only where the plan has all accesses in bounds.</param>
/// <param name="HasPanels">Whether tiles below each other keep what they share in a panel.</param>
internal sealed record KernelLanes(int Rank, int Items, int Rows, bool IsChecked, bool HasPanels);
