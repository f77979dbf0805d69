namespace HmmGen.Kernels;

/// <summary>A span parameter of a kernel.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="ElementSize">The size of an element in bytes.</param>
/// <param name="Reads">Whether the kernel reads elements.</param>
/// <param name="Writes">Whether the kernel writes elements.</param>
internal sealed record KernelParameter(string Name, int ElementSize, bool Reads, bool Writes);
