namespace HmmGen.Kernels;

/// <summary>A span parameter of integers that work items only change, all by one atomic operation, and of which nobody asks for the old value.</summary>
/// <param name="Parameter">The span parameter's number.</param>
/// <param name="Change">The operation.</param>
internal sealed record KernelTable(int Parameter, TableChange Change);
